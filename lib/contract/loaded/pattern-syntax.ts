import { categoryOf } from './pattern-categories.ts';

export type Translated =
  | { ok: true; pattern: string }
  | {
      ok: false;
      message:
        | 'contractPatternLookaround'
        | 'contractPatternBackreference'
        | 'contractPatternEscape'
        | 'contractPatternGroup'
        | 'contractPatternProperty';
      /** Of the part that can't be taken, in UTF-16 units. */
      at: number;
    };

/** White space and line ends of ECMA-262, as ranges of a class; and all that is none. */
const SPACE =
  '\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const NO_SPACE =
  '\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}';
/** What is there without a bracket, in each syntax. */
const DOT = '[^\\n\\r\\x{2028}\\x{2029}]';
const CONTROLS: Record<string, string> = { n: 'a', r: 'd', t: '9', f: 'c', v: 'b', '0': '0' };

const HEX_ESCAPE =
  /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/y;
const PROPERTY = /\\([pP])\{([\w=]+)\}/y;
const GROUP = /\((?:\?(?:(:)|(<?[=!])|<([\p{ID_Start}$_][\p{ID_Continue}$]*)>))?/uy;
const REPEAT = /\{\d+(?:,\d*)?\}/y;

function from(token: RegExp, text: string, at: number): RegExpExecArray | null {
  token.lastIndex = at;
  return token.exec(text);
}

/**
 * Writes a pattern of ECMA-262 in RE2's syntax, to the same meaning: `.`, `$`, `^`, `\s`, escapes and
 * properties differ. Groups become plain ones, for nobody asks what they caught.
 */
export function translatePattern(pattern: string): Translated {
  let out = '';
  let at = 0;
  let isInClass = false;
  while (at < pattern.length) {
    const unit = pattern[at]!;
    if (unit === '\\') {
      const escape = translateEscape(pattern, at, isInClass);
      if (!escape.ok) return { ...escape, at };
      out += escape.pattern;
      at += escape.length;
    } else if (isInClass) {
      isInClass = unit !== ']';
      out += unit === '[' || unit === '&' || unit === '~' ? `\\${unit}` : unit;
      at += 1;
    } else if (unit === '[') {
      const empty = /^\[\^?\]/.exec(pattern.slice(at, at + 3))?.[0];
      if (empty) out += empty === '[]' ? '[^\\x{0}-\\x{10ffff}]' : '[\\x{0}-\\x{10ffff}]';
      else out += pattern[at + 1] === '^' ? '[^' : '[';
      isInClass = !empty;
      at += empty?.length ?? (pattern[at + 1] === '^' ? 2 : 1);
    } else if (unit === '(') {
      const [whole = '', , around] = from(GROUP, pattern, at) ?? [];
      if (around) return { ok: false, message: 'contractPatternLookaround', at };
      if (whole === '(' && pattern[at + 1] === '?') {
        return { ok: false, message: 'contractPatternGroup', at };
      }
      out += '(?:';
      at += whole.length;
    } else {
      const repeat = unit === '{' ? from(REPEAT, pattern, at)?.[0] : undefined;
      out += repeat ?? translateUnit(unit);
      at += repeat?.length ?? 1;
    }
  }
  return { ok: true, pattern: out };
}

function translateUnit(unit: string): string {
  switch (unit) {
    case '.':
      return DOT;
    case '^':
      return '\\A';
    case '$':
      return '\\z';
    case '{':
    case '}':
    case ']':
      return `\\${unit}`;
    default:
      return unit;
  }
}

type Escape =
  | { ok: true; pattern: string; length: number }
  | Pick<Extract<Translated, { ok: false }>, 'ok' | 'message'>;

function translateEscape(pattern: string, at: number, isInClass: boolean): Escape {
  const hex = from(HEX_ESCAPE, pattern, at);
  if (hex) {
    const [whole, braced, high, low, four, two] = hex;
    const code =
      high && low
        ? (Number.parseInt(high, 16) - 0xd800) * 0x400 +
          (Number.parseInt(low, 16) - 0xdc00) +
          0x1_0000
        : Number.parseInt(braced ?? four ?? two ?? '', 16);
    if (code > 0x10_ffff) return { ok: false, message: 'contractPatternEscape' };
    return { ok: true, pattern: `\\x{${code.toString(16)}}`, length: whole.length };
  }
  const property = from(PROPERTY, pattern, at);
  if (property) {
    const [whole, sign, name] = property;
    const category = categoryOf(name!);
    if (category === undefined) return { ok: false, message: 'contractPatternProperty' };
    return { ok: true, pattern: `\\${sign}{${category}}`, length: whole.length };
  }
  const letter = pattern[at + 1];
  if (letter === undefined) return { ok: false, message: 'contractPatternEscape' };
  const short = (text: string): Escape => ({ ok: true, pattern: text, length: 2 });
  if (letter === '0' && /\d/.test(pattern[at + 2] ?? '')) {
    return { ok: false, message: 'contractPatternEscape' };
  }
  if (Object.hasOwn(CONTROLS, letter)) return short(`\\x{${CONTROLS[letter]}}`);
  if ('dDwW'.includes(letter)) return short(`\\${letter}`);
  if (letter === 's') return short(isInClass ? SPACE : `[${SPACE}]`);
  if (letter === 'S') return short(isInClass ? NO_SPACE : `[${NO_SPACE}]`);
  if (letter === 'b' && isInClass) return short('\\x{8}');
  if ('bB'.includes(letter) && !isInClass) return short(`\\${letter}`);
  const control = letter === 'c' && /^[a-zA-Z]/.exec(pattern.slice(at + 2, at + 3))?.[0];
  if (control) {
    return { ok: true, pattern: `\\x{${(control.charCodeAt(0) % 32).toString(16)}}`, length: 3 };
  }
  if (!isInClass && (/[1-9]/.test(letter) || letter === 'k')) {
    return { ok: false, message: 'contractPatternBackreference' };
  }
  // Of punctuation, RE2 knows more escapes than ECMA-262, all to the same meaning.
  if (/[!-/:-@[-`{-~]/.test(letter)) return short(letter === '_' ? '_' : `\\${letter}`);
  return { ok: false, message: 'contractPatternEscape' };
}
