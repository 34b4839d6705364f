import type { PageScope } from './natives.ts';

export type Kind =
  | 'url'
  | 'request'
  | 'blob'
  | 'buffer'
  | 'params'
  | 'form'
  | 'stream'
  | 'document'
  | 'other';

interface Mark {
  kind: Kind;
  prototype: object | undefined;
  /** Throws for what is no object of this kind, of whatever realm it is. */
  read(value: unknown): unknown;
}

/**
 * Tells the browser's own objects apart by what only they have: not by `instanceof`, in which a page
 * has a say and which knows nothing of another realm's. Its prototype says what to try first.
 */
export function createKindOf(
  scope: PageScope,
  attribute: (owner: { prototype: object } | undefined, name: string) => Mark['read'],
  paramsText: Mark['read'],
  hasField: Mark['read'],
): (value: unknown) => Kind {
  const { getPrototypeOf } = scope.Reflect;
  const plain = scope.Object.prototype;
  const mark = (
    kind: Kind,
    owner: { prototype: object } | undefined,
    read: Mark['read'],
  ): Mark => ({
    kind,
    prototype: owner?.prototype,
    read,
  });
  const of = (kind: Kind, owner: { prototype: object } | undefined, name: string): Mark =>
    mark(kind, owner, attribute(owner, name));
  const marks: readonly Mark[] = [
    of('url', scope.URL, 'href'),
    of('request', scope.Request, 'method'),
    of('blob', scope.Blob, 'size'),
    of('buffer', scope.ArrayBuffer, 'byteLength'),
    mark('params', scope.URLSearchParams, paramsText),
    mark('form', scope.FormData, hasField),
    of('stream', scope.ReadableStream, 'locked'),
    of('document', scope.Node, 'nodeType'),
  ];

  function is({ read }: Mark, value: unknown): boolean {
    try {
      read(value);
      return true;
    } catch {
      return false;
    }
  }

  return (value) => {
    if (typeof value !== 'object' || value === null) return 'other';
    const prototype = getPrototypeOf(value);
    if (prototype === null || prototype === plain) return 'other';
    for (let at = 0; at < marks.length; at += 1) {
      if (marks[at]!.prototype === prototype && is(marks[at]!, value)) return marks[at]!.kind;
    }
    for (let at = 0; at < marks.length; at += 1) {
      if (is(marks[at]!, value)) return marks[at]!.kind;
    }
    return 'other';
  };
}
