import { copyOf } from '../transfer/copy.ts';
import { compareRows, type ReadBody } from './compared.ts';
import type { CompareAnswer, CompareRequest } from './comparing.ts';
import type { CopyAnswer, CopyRequest } from './copying.ts';
import type { IssueAnswer, IssueRequest } from './issue-steps.ts';
import type { Stretch } from '../filter/values.ts';
import type { LinePlace } from './lines.ts';
import type { List } from './list/list.ts';
import { firstWithin, nextWithIssues, previousOfType } from './list/neighbours.ts';

/** What the panel asks of the Worker, each with one answer. */
export type Question = CompareRequest | CopyRequest | IssueRequest | FirstRequest;
export type Answer = CompareAnswer | CopyAnswer | IssueAnswer | FirstAnswer;

/** What was sent first in a stretch of time. */
export type FirstRequest = { ask: 'first'; within: Stretch };
export type FirstAnswer = { tell: 'first'; place: LinePlace | undefined };

export function createAnswers(list: List, read: ReadBody) {
  async function compared({ number, a, b }: CompareRequest): Promise<CompareAnswer> {
    const first = a === 'previous' ? previousOfType(list, b) : a;
    return {
      tell: 'compared',
      number,
      compared: first ? await compareRows(read, first, b) : { ok: false, reason: 'no-previous' },
    };
  }

  async function copied({ number, wish }: CopyRequest): Promise<CopyAnswer> {
    const found = await read(wish.capture);
    return {
      tell: 'copied',
      number,
      copied: found ? copyOf(wish, found.capture, found.body) : { ok: false, reason: 'gone' },
    };
  }

  return async (question: Question): Promise<Answer> => {
    switch (question.ask) {
      case 'compare':
        return compared(question);
      case 'copy':
        return copied(question);
      case 'issue': {
        const { from, step } = question;
        return { tell: 'issue', step, place: nextWithIssues(list, from, step) };
      }
      case 'first':
        return { tell: 'first', place: firstWithin(list, question.within) };
    }
  };
}
