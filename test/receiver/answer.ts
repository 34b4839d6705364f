import { checkBatch } from './acceptance.ts';
import { decompress } from './decompress.ts';
import { problem } from './problem.ts';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds to wait before the reply. */
  delay: number;
}

/** `dropped`: the connection is cut without an answer. */
export type Answer = Reply | 'dropped';

const usualDelay = 3000;
const longestDelay = 600_000;

/**
 * The answer to a POST of events: the fault asked for by `?answer=` (`slow` with
 * `&delay=` milliseconds, `drop`, or any status from 200 to 599, a redirect with `&to=` as
 * its `Location`), else the judgement of the body. Several answers, joined by commas, are given
 * in turn to requests with the same query, the last one for ever; `turn` counts from 0.
 */
export function chooseAnswer(
  query: URLSearchParams,
  body: Uint8Array,
  encoding: string | undefined,
  turn = 0,
): Answer {
  const answers = (query.get('answer') ?? '').split(',');
  const asked = answers[Math.min(turn, answers.length - 1)] ?? '';
  if (asked === 'drop') return 'dropped';
  if (/^[2-5]\d\d$/.test(asked)) return withLocation(replyOf(Number(asked)), query.get('to'));
  const usual = judge(body, encoding);
  return asked === 'slow' ? { ...usual, delay: readDelay(query.get('delay')) } : usual;
}

function judge(body: Uint8Array, encoding: string | undefined): Reply {
  const plain = decompress(body, encoding);
  if (!plain) return replyOf(415);
  const acceptance = checkBatch(plain);
  return acceptance.ok ? replyOf(202) : problemReply(400, problem(400, acceptance.errors));
}

function withLocation(reply: Reply, location: string | null): Reply {
  return location === null
    ? reply
    : { ...reply, headers: { ...reply.headers, Location: location } };
}

function replyOf(status: number): Reply {
  if (status < 400) return { status, headers: {}, body: '', delay: 0 };
  const reply = problemReply(status, problem(status));
  return status === 429 ? { ...reply, headers: { ...reply.headers, 'Retry-After': '2' } } : reply;
}

function problemReply(status: number, body: string): Reply {
  return { status, headers: { 'Content-Type': 'application/problem+json' }, body, delay: 0 };
}

function readDelay(text: string | null): number {
  const delay = Number(text ?? usualDelay);
  return delay >= 0 ? Math.min(delay, longestDelay) : usualDelay;
}
