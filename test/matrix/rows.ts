import type { Row } from './row.ts';
import { answerRows } from './rows/answers.ts';
import { bodyRows } from './rows/bodies.ts';
import { momentRows } from './rows/moments.ts';
import { senderRows } from './rows/senders.ts';

/** The sender matrix. */
export const ROWS: readonly Row[] = [...bodyRows, ...senderRows, ...momentRows, ...answerRows];
