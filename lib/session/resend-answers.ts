import type { Capture } from '../capture/capture.ts';
import type { DraftBatch } from '../resend/draft.ts';
import type { Checks } from './checks.ts';
import { checkDraft, type DraftChecked } from './draft-check.ts';
import { type TextToEdit, textToEdit } from './draft-text.ts';
import type { List } from './list/list.ts';
import type { AnswerShown } from './other-answer.ts';
import { readResponse } from './response.ts';
import { type SendableAnswer, type SendableRequest, sendablesOf } from './sendable.ts';

/** What the panel asks of the Worker to send something again. */
export type ResendQuestion =
  | SendableRequest
  /** The answer that a capture got, to be compared. */
  | { ask: 'answer'; capture: string }
  /** The text of a capture's body, to be edited. */
  | { ask: 'text'; capture: string }
  /** What is wrong with a text that is being edited. */
  | { ask: 'draft'; turn: number; draft: DraftBatch };

export type ResendAnswer =
  | SendableAnswer
  | ({ tell: 'text' } & TextToEdit)
  | { tell: 'draft'; turn: number; checked: DraftChecked }
  | { tell: 'answer'; answer: AnswerShown | undefined };

interface Sources {
  list: List;
  checks: Checks;
  capture(id: string): Promise<Capture | undefined>;
  body(of: Capture['body'] | undefined): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

export function createResendAnswers({ list, checks, capture, body }: Sources) {
  return async (question: ResendQuestion): Promise<ResendAnswer> => {
    switch (question.ask) {
      case 'sendable':
        return sendablesOf(question, list, capture);
      case 'answer': {
        const found = await capture(question.capture);
        const response = await body(found?.responseBody);
        return {
          tell: 'answer',
          answer: found && { capture: found, ...readResponse(found, response) },
        };
      }
      case 'text': {
        const found = await capture(question.capture);
        return { tell: 'text', ...textToEdit(question.capture, found, await body(found?.body)) };
      }
      case 'draft': {
        const { turn, draft } = question;
        return { tell: 'draft', turn, checked: checkDraft(draft, checks, Date.now()) };
      }
    }
  };
}
