import type { Header } from './capture.ts';

const SECRET = /^(cookie|set-cookie|authorization|proxy-authorization)$/i;

/** Whether the value of a header of that name is never stored. */
export function isSecret(name: string): boolean {
  return SECRET.test(name);
}

/** Headers as they are stored: the values of Cookie and Authorization are left out. */
export function storedHeaders(
  headers: readonly { name: string; value?: string | undefined }[] = [],
): Header[] {
  return headers.map(({ name, value }) =>
    value === undefined || isSecret(name) ? { name } : { name, value },
  );
}

export function headerValue(headers: readonly Header[], name: string): string | undefined {
  const isMeant = (one: Header) =>
    one.name.length === name.length && one.name.toLowerCase() === name;
  return headers.find(isMeant)?.value;
}
