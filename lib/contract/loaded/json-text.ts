import { MAX_TEXT, MAX_TEXT_DEPTH } from './bounds.ts';
import type { Refusal, Refused } from './refusal.ts';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
/** UTF-16 units that are shown of what stands at a fault. */
const MAX_FOUND = 12;

/** Parses a contract's text: JSON (RFC 8259), a byte order mark before it allowed. */
export function readJson(text: string): { ok: true; value: unknown } | Refused {
  const json = text.replace(/^\uFEFF/, '');
  if (json.trim() === '') return { ok: false, refusal: { message: 'contractEmpty' } };
  if (json.length > MAX_TEXT) {
    return {
      ok: false,
      refusal: { message: 'contractTooLarge', params: [json.length, MAX_TEXT] },
    };
  }
  const fault = faultOf(json);
  return fault ? { ok: false, refusal: fault } : { ok: true, value: JSON.parse(json) };
}

type Expected =
  | 'value'
  | 'value or ]'
  | '"name"'
  | '"name" or }'
  | ':'
  | ', or ]'
  | ', or }'
  | 'end';

/** The first fault of a JSON text; without recursion, as it may be nested to any depth. */
function faultOf(text: string): Refusal | undefined {
  const open: ('[' | '{')[] = [];
  let awaited: Expected = 'value';
  let at = 0;

  const here = (message: Refusal['message'], ...params: (string | number)[]): Refusal => {
    const before = text.slice(0, at).split('\n');
    return { message, params, place: { line: before.length, column: before.at(-1)!.length + 1 } };
  };
  const unexpected = () => {
    const found = text.slice(at, at + MAX_FOUND).split('\n', 1)[0]!;
    return here('contractNotJson', awaited, at < text.length ? found.trimEnd() || '\\n' : 'end');
  };
  const afterValue = (): Expected => {
    const inner = open.at(-1);
    if (inner === undefined) return 'end';
    return inner === '[' ? ', or ]' : ', or }';
  };

  for (;;) {
    while (' \t\n\r'.includes(text[at] ?? 'x')) at += 1;
    const next = text[at];
    if (awaited === 'end' && next === undefined) return undefined;
    const closes = awaited.endsWith(']') || awaited.endsWith('}');
    if (closes && next === awaited.at(-1)) {
      open.pop();
      at += 1;
      awaited = afterValue();
      continue;
    }
    switch (awaited) {
      case 'end':
        return unexpected();
      case ':':
        if (next !== ':') return unexpected();
        at += 1;
        awaited = 'value';
        break;
      case ', or ]':
      case ', or }':
        if (next !== ',') return unexpected();
        at += 1;
        awaited = awaited === ', or ]' ? 'value' : '"name"';
        break;
      case '"name"':
      case '"name" or }': {
        if (next !== '"') return unexpected();
        const end = endOfString(text, at);
        at = end.at;
        if (!end.ok) return unexpected();
        awaited = ':';
        break;
      }
      case 'value':
      case 'value or ]': {
        if (next === '[' || next === '{') {
          if (open.length === MAX_TEXT_DEPTH) return here('contractTooDeep', MAX_TEXT_DEPTH);
          open.push(next);
          at += 1;
          awaited = next === '[' ? 'value or ]' : '"name" or }';
          break;
        }
        const end = next === '"' ? endOfString(text, at) : endOfScalar(text, at);
        at = end.at;
        if (!end.ok) return unexpected();
        awaited = afterValue();
        break;
      }
    }
  }
}

/** Where a token ends or, if it is not `ok`, where its fault is. */
interface End {
  ok: boolean;
  at: number;
}

/** Of a number, `true`, `false` or `null`. */
function endOfScalar(text: string, at: number): End {
  for (const token of [NUMBER, LITERAL]) {
    token.lastIndex = at;
    if (token.test(text)) return { ok: true, at: token.lastIndex };
  }
  return { ok: false, at };
}

function endOfString(text: string, start: number): End {
  let at = start + 1;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return { ok: true, at: at + 1 };
    if (unit < 0x20) break;
    if (unit !== 0x5c) at += 1;
    else {
      ESCAPE.lastIndex = at;
      if (!ESCAPE.test(text)) break;
      at = ESCAPE.lastIndex;
    }
  }
  return { ok: false, at };
}
