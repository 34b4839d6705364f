import { expect, test } from 'vitest';
import { say } from '../../../lib/language/said.ts';
import { translator } from '../../../lib/language/translate.ts';

test('a text is said with its parameters, which may be texts themselves', () => {
  const t = translator(
    {
      gapNoAccess: {
        message: 'No access to $P1$ ($P2$).',
        placeholders: { p1: { content: '$1' }, p2: { content: '$2' } },
      },
      accessPage: { message: 'page' },
    },
    'en',
  );
  expect(say(t, { text: 'accessPage' })).toBe('page');
  expect(say(t, { text: 'gapNoAccess', params: ['a.test', { text: 'accessPage' }] })).toBe(
    'No access to a.test (page).',
  );
});
