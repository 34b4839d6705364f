import { beforeEach, expect, test } from 'vitest';
import { type OtherAnswer, createOtherAnswer } from '../../../lib/session/other-answer.ts';
import { capture } from '../samples.ts';

let asked: string[];
let beside: OtherAnswer;
beforeEach(() => {
  asked = [];
  beside = createOtherAnswer((id) => asked.push(id));
});

test('an answer is asked for, and shown when it is there', () => {
  beside.compare('run:1');
  expect(asked).toEqual(['run:1']);
  expect(beside.other.value).toBeUndefined();
  beside.hear({ capture: capture(), responseText: 'taken' });
  expect(beside.other.value).toMatchObject({ responseText: 'taken' });
  beside.close();
  expect(beside.other.value).toBeUndefined();
});

test('one that comes late, when another is wanted, is not shown', () => {
  beside.compare('run:1');
  beside.compare('run:2');
  beside.hear({ capture: capture() });
  expect(beside.other.value).toBeUndefined();
  beside.hear(undefined);
  beside.hear({ capture: capture({ id: 'run:2' }) });
  expect(beside.other.value?.capture.id).toBe('run:2');
});
