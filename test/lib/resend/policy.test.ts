import { expect, test } from 'vitest';
import { forbiddenBy } from '../../../lib/resend/policy.ts';

const PAGE = 'https://shop.test/product/1';
const TARGET = 'https://receiver.test/api/events?x=1';

test.each([
  ['no policy', [], undefined],
  ['one about other things', ["script-src 'self'"], undefined],
  ['none at all', ["connect-src 'none'"], 'connect-src'],
  ['only its own origin', ["default-src 'self'"], 'default-src'],
  ['connect-src goes before default-src', ["default-src 'self'; connect-src *"], undefined],
  ['the first of the same name counts', ["connect-src *; connect-src 'none'"], undefined],
  ['the host', ['connect-src receiver.test'], undefined],
  ['the host in capitals', ['CONNECT-SRC https://Receiver.Test'], undefined],
  ['another host', ['connect-src other.test'], 'connect-src'],
  ['a host below', ['connect-src *.test'], undefined],
  ['hosts below it', ['connect-src *.receiver.test'], 'connect-src'],
  ['the scheme', ['connect-src https:'], undefined],
  ['an older scheme, which may be upgraded', ['connect-src http:'], undefined],
  ['another scheme', ['connect-src wss:'], 'connect-src'],
  ['another port', ['connect-src receiver.test:8443'], 'connect-src'],
  ['any port', ['connect-src receiver.test:*'], undefined],
  ['a folder that it is in', ['connect-src receiver.test/api/'], undefined],
  ['the path', ['connect-src receiver.test/api/events'], undefined],
  ['another path', ['connect-src receiver.test/api'], 'connect-src'],
  ['each of several must allow it', ['connect-src *', "connect-src 'self'"], 'connect-src'],
  ['two in one header', ["connect-src *, connect-src 'self'"], 'connect-src'],
  ['what nobody understands', ['connect-src %%%:::'], undefined],
] as const)('of a policy with %s: %j forbids by %j', (_what, policies, directive) => {
  expect(forbiddenBy(policies, PAGE, TARGET)).toBe(directive);
});

test('a page may connect to itself by its policy', () => {
  expect(forbiddenBy(["connect-src 'self'"], PAGE, 'https://shop.test/api/events')).toBeUndefined();
});
