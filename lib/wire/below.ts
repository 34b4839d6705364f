import { pointer } from '../contract/issue.ts';

/** JSON Pointer of a property of what a pointer leads to. */
export function below(path: string, name: string | number): string {
  // Most names need no escape.
  const isPlain = typeof name === 'number' || !(name.includes('/') || name.includes('~'));
  return isPlain ? `${path}/${name}` : path + pointer(name);
}
