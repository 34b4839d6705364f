/** A JSON Pointer (RFC 6901) from its parts. */
export function pointer(...parts: (string | number | symbol)[]): string {
  let path = '';
  for (const part of parts) path += `/${tokenOf(String(part))}`;
  return path;
}

/** JSON Pointer of a property of what a pointer leads to. */
export function below(path: string, name: string | number): string {
  return `${path}/${typeof name === 'number' ? name : tokenOf(name)}`;
}

/** A name as it stands in a JSON Pointer. */
export function tokenOf(name: string): string {
  // Most names need no escape.
  const isPlain = !(name.includes('/') || name.includes('~'));
  return isPlain ? name : name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The name that stands in a JSON Pointer as a token. */
export function nameOf(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}

/** The names in a JSON Pointer; `undefined` where it is none. */
export function namesIn(path: string): string[] | undefined {
  if (path === '') return [];
  return path.startsWith('/') ? path.slice(1).split('/').map(nameOf) : undefined;
}
