import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { MessageId } from '../lib/language/translate.ts';
import type { LinePlace } from '../lib/session/lines.ts';
import type { Session } from '../lib/session/session.ts';
import type { TreeStore } from '../lib/session/tree-store.ts';
import type { CopyWish } from '../lib/transfer/copy.ts';
import type { WriteFault } from '../lib/transfer/request.ts';
import type { DetailVerbs } from './issue-view.tsx';
import { useTexts } from './language.ts';
import { focusList } from './list-focus.ts';

const FAULT_TEXT: Record<WriteFault, MessageId> = {
  'no-body': 'copyNoBody',
  'cut-body': 'copyCutBody',
  gone: 'resendGone',
  'key-stays': 'copyKeyStays',
  'not-http': 'copyNotHttp',
  'too-large': 'copyTooLarge',
  nothing: 'copyNothing',
};

/** What can be done with the detail that is shown, and what is said of what was done last. */
export function useDetailVerbs(session: Session, copy: DetailVerbs['copy']) {
  const { t } = useTexts();
  const said = useSignal<MessageId | undefined>(undefined);
  const row = session.selected.value;
  useEffect(() => void (said.value = undefined), [row]);

  const sayCopied = (done: boolean) => void (said.value = done ? 'copied' : 'copyFailed');

  /** Has it written, and copies it. */
  async function copyWish(wish: Pick<CopyWish, 'format' | 'path' | 'withKeys'>) {
    const { capture, event } = session.detail.peek() ?? {};
    if (!capture) return;
    const copied = await session.textOf({ capture: capture.id, event: event?.index, ...wish });
    if (copied.ok) sayCopied(await copy(copied.text));
    else said.value = FAULT_TEXT[copied.reason];
  }

  function copyNode({ tree, shape }: TreeStore, at: number) {
    const { children, source, left, isSecret } = tree.nodes[at]!;
    const isHere = !children && !isSecret && left === undefined && source !== undefined;
    if (isHere) void copy(source).then(sayCopied);
    else void copyWish({ format: 'value', path: shape.paths[at]!, withKeys: false });
  }

  const verbs = {
    copy,
    sayCopied,
    copyWish,
    copyNode,
    isOfEvent: (store: TreeStore) => store === session.trees.event.peek()?.store,
    filterBy: session.filter.narrow,
    whereIs: session.whereIs,
    showEvent(place: LinePlace) {
      session.show(place);
      focusList();
    },
  };
  return { verbs, said: said.value && t(said.value) };
}

export type CopyVerbs = ReturnType<typeof useDetailVerbs>['verbs'];
