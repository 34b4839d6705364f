import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Answer, Question } from './answers.ts';
import type { Stretch } from '../filter/values.ts';
import { type Base, createComparing } from './comparing.ts';
import { createCopying } from './copying.ts';
import { createDetailTrees } from './detail-trees.ts';
import { createIssueSteps, type Step } from './issue-steps.ts';
import { isSamePlace, type LinePlace, lineId, placeOf } from './lines.ts';
import type { ListStore } from './list-store.ts';
import type { Selection } from './selection.ts';
import type { CaptureShown } from './shown.ts';

export type Tab = 'event' | 'batch' | 'request' | 'response' | 'source';

interface LookingSurroundings {
  ask(question: Question): void;
  detail: ReadonlySignal<CaptureShown | undefined>;
  list: ListStore;
  selection: Selection;
  tab: Signal<Tab>;
  show(place: LinePlace): void;
}

/** What can be done with what is looked at: go through it, compare it, copy it. */
export function createLooking(surroundings: LookingSurroundings) {
  const { ask, detail, list, selection, tab, show } = surroundings;
  const comparing = createComparing(ask);
  const copying = createCopying(ask);
  const trees = createDetailTrees(detail);
  /** Keys that are shown whole, until the panel is closed. */
  const revealedKeys = signal<ReadonlySet<string>>(new Set());
  const issueSteps = createIssueSteps({
    ask,
    tree: () => trees.event.peek() ?? trees.batch.peek(),
    show,
  });

  function looked(): LinePlace | undefined {
    const id = selection.looked.peek();
    return id === undefined ? undefined : placeOf(id);
  }

  /** What a place is known by until it is compared: by its line or, where that is not held, by its detail. */
  function baseAt(place: LinePlace): Base | undefined {
    const line = list.lineAt(list.positionOf(lineId(place)) ?? -1);
    if (line?.kind === 'event') return { place, type: line.row.type, at: line.of.capture.at };
    const capture = line?.kind === 'batch' ? line.of.capture : detail.peek()?.capture;
    return capture && { place, at: capture.at };
  }

  /** What became of one place in another; as batches, where these are shown. */
  function compareBoth(one: LinePlace, other: LinePlace) {
    const areEvents = [one, other].every(({ event }) => event !== undefined);
    if (areEvents && tab.peek() !== 'batch') comparing.compare(one, other);
    else comparing.compare({ capture: one.capture }, { capture: other.capture });
  }

  const verbs = {
    comparing,
    trees,
    revealedKeys: revealedKeys as ReadonlySignal<ReadonlySet<string>>,
    issueStep: issueSteps.pending,
    textOf: copying.textOf,

    /** What became of one event, or batch, in another. */
    compare: comparing.compare,
    /** Exactly two are selected, which can be compared. */
    isPair: computed(() => selection.chosen.value.size === 2),
    /** Compares the two that are selected, in the order of their selection. */
    comparePair() {
      const [one, other] = selection.places.peek();
      if (one && other) compareBoth(one, other);
    },
    /** Compares with the last one of its type before it. */
    compareWithPrevious() {
      const place = looked();
      // A batch has no type by which there would be a last one.
      if (place?.event !== undefined) comparing.compareWithPrevious(place);
    },
    /** Marks it as the one to compare with; compares with it where another is marked. */
    compareWithBase() {
      const place = looked();
      if (!place) return;
      const base = comparing.base.peek();
      if (!base) comparing.base.value = baseAt(place);
      else if (isSamePlace(base.place, place)) comparing.base.value = undefined;
      else compareBoth(base.place, place);
    },

    /** Goes to the next (1) or the last (−1) issue, and on to other events. */
    stepIssue(step: Step) {
      tab.value = 'event';
      comparing.close();
      if (detail.peek()) issueSteps.go(step);
      else issueSteps.goOn(step, looked());
    },
    stepIssueOn: (step: Step) => issueSteps.goOn(step, looked()),

    /** Goes to what was sent first in a stretch of time, where the filter shows some of it. */
    showFirst: (within: Stretch) => ask({ ask: 'first', within }),

    /** Shows a key whole, or shortened again. */
    toggleKey(key: string) {
      const next = new Set(revealedKeys.peek());
      if (!next.delete(key)) next.add(key);
      revealedKeys.value = next;
    },
  };

  return {
    verbs,
    comparing,
    receive(answer: Answer) {
      switch (answer.tell) {
        case 'compared':
          return comparing.receive(answer);
        case 'copied':
          return copying.receive(answer);
        case 'issue':
          return issueSteps.receive(answer);
        case 'first':
          if (answer.place) show(answer.place);
          return;
      }
    },
  };
}
