import type { BodyGap } from '../capture/capture.ts';
import type { MessageId } from '../language/translate.ts';

/** Why a body can't be shown, for the user. */
export const BODY_GAP_TEXT: Record<BodyGap, MessageId> = {
  blob: 'bodyGapBlob',
  form: 'bodyGapForm',
  stream: 'bodyGapStream',
  'too-large': 'bodyGapTooLarge',
  cut: 'bodyGapCut',
  binary: 'bodyGapBinary',
  'no-content': 'bodyGapNoContent',
  'not-seen': 'bodyGapNotSeen',
};
