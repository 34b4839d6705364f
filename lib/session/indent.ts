/** Levels that are indented; deeper ones stay at this one. */
const MAX_LEVEL = 40;

/**
 * JSON laid out by line and level, its tokens untouched: numbers stay as they were written, names
 * that occur twice stay twice. What is no JSON comes back as it is.
 */
export function indentJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let laid = '';
  let level = 0;
  const line = () => `\n${'  '.repeat(Math.min(level, MAX_LEVEL))}`;
  for (const [token] of text.matchAll(
    /"[^"\\]*(?:\\.[^"\\]*)*"|[[{]\s*[\]}]|[[\]{},:]|[^\s[\]{},:"]+/g,
  )) {
    if (token === '{' || token === '[') {
      level += 1;
      laid += token + line();
    } else if (token === '}' || token === ']') {
      level -= 1;
      laid += line() + token;
    } else if (token === ',') laid += token + line();
    else if (token === ':') laid += ': ';
    else laid += token.replaceAll(/^([[{])\s+/g, '$1');
  }
  return laid;
}
