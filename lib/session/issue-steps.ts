import { batch, signal } from '@preact/signals';
import type { DetailTree } from './detail-trees.ts';
import type { LinePlace } from './lines.ts';

export type IssueRequest = {
  ask: 'issue';
  /** The row that is looked at. */
  from: LinePlace | undefined;
  /** To the next row with issues (1) or the last one (−1). */
  step: Step;
};

export type IssueAnswer = { tell: 'issue'; step: Step; place: LinePlace | undefined };

export type Step = 1 | -1;

interface IssueStepsSurroundings {
  ask(request: IssueRequest): void;
  tree(): DetailTree | undefined;
  show(place: LinePlace): void;
}

/** From issue to issue, through what is looked at and on to the next row that has some. */
export function createIssueSteps({ ask, tree, show }: IssueStepsSurroundings) {
  /** A step to be taken among the issues that are drawn; one `from` their end once another row is there. */
  const pending = signal<{ step: Step; isArriving: boolean } | undefined>(undefined);
  return {
    pending,

    /** Makes all issues of what is looked at be drawn, and takes a step among them. */
    go(step: Step) {
      const { store, places } = tree() ?? {};
      batch(() => {
        if (store && places) store.reveal([...places.at.keys(), ...places.absent.keys()]);
        // With its own children: what is missing is drawn among them.
        for (const at of places?.absent.keys() ?? []) store?.unfold(at);
        pending.value = { step, isArriving: false };
      });
    },

    /** Goes on where what is looked at has no more. */
    goOn(step: Step, from: LinePlace | undefined) {
      pending.value = undefined;
      ask({ ask: 'issue', from, step });
    },

    receive({ step, place }: IssueAnswer) {
      // Where there is no other, it begins anew with those that are there.
      if (!place && !tree()) return;
      batch(() => {
        if (place) show(place);
        pending.value = { step, isArriving: true };
      });
    },
  };
}
