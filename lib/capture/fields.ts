/**
 * A form's fields as one string, the same whichever observer tells them: by name, each with its
 * values in order. Files are left out, as Chromium's network observer does.
 */
export function fieldsOf(entries: Iterable<readonly [name: string, value: unknown]>): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of entries) {
    const texts = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
    if (texts.length === 0) continue;
    const known = values.get(name);
    if (known) for (const text of texts) known.push(text);
    else values.set(name, texts);
  }
  return JSON.stringify([...values].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The fields of a body that is sent as a form's, or would be read as one. */
export function fieldsOfText(text: string): string {
  return fieldsOf(new URLSearchParams(text));
}
