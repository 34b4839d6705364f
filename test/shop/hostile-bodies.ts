import { keyA } from './keys.ts';

/** A body that is made to hurt whoever reads it. It holds one event, whose product is named for it. */
export interface HostileBody {
  /** The id of its button, and the product. */
  id: string;
  label: string;
  make: () => string | Promise<Uint8Array<ArrayBuffer>>;
}

const DEPTH = 100_000;
const KEYS = 1_000_000;
const CHARACTERS = 50_000_000;
const MEGABYTE = 1024 * 1024;
/** What the bomb unpacks to, in megabytes. */
const BOMB = 100;

export const hostileBodies: readonly HostileBody[] = [
  {
    id: 'deep',
    label: 'Lists, 100,000 deep',
    make: () => batch('deep', `"x":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`),
  },
  {
    id: 'tree',
    label: 'A tree, 100,000 deep',
    make: () => batch('tree', `"tree":${'{"child":'.repeat(DEPTH)}{}${'}'.repeat(DEPTH)}`),
  },
  {
    id: 'keys',
    label: 'A million keys',
    make: () => batch('keys', Array.from({ length: KEYS }, (_, n) => `"k${n}":${n}`).join(',')),
  },
  {
    id: 'long',
    label: 'A text of 50 MB',
    make: () => batch('long', `"x":"${'x'.repeat(CHARACTERS)}"`),
  },
  {
    id: 'proto',
    label: '__proto__ and constructor',
    make: () => batch('proto', PROTO),
  },
  {
    id: 'half',
    label: 'Half characters',
    make: () => batch('half', '"name":"\\ud83c","\\udf53":"\\udf53\\ud83c"'),
  },
  { id: 'bomb', label: 'A gzip bomb', make: bomb },
  {
    id: 'backtracking',
    label: 'A text that has a pattern backtrack',
    make: () => batch('backtracking', `"slug":"${'a'.repeat(50_000)}!"`),
  },
];

/**
 * A contract that a user may have found somewhere: its pattern would have most engines try for ever, and its
 * schema refers to itself.
 */
export const hostileSchema = {
  type: 'object',
  properties: {
    eventType: { const: 'ProductViewed' },
    slug: { type: 'string', pattern: '^(?:a+)+$' },
    tree: { $ref: '#/definitions/tree' },
  },
  definitions: {
    tree: { type: 'object', properties: { child: { $ref: '#/definitions/tree' } } },
  },
};

const PROTO = [
  '"__proto__":{"polluted":true}',
  '"constructor":{"prototype":{"polluted":true}}',
  '"toString":null,"hasOwnProperty":1,"valueOf":{"__proto__":null}',
].join(',');

/** @param fields members of the event in JSON */
function batch(productId: string, fields: string): string {
  return `{"instrumentationKey":"${keyA}","events":[${eventOf(productId, fields)}]}`;
}

function eventOf(productId: string, fields: string): string {
  return `{"eventType":"ProductViewed","productId":"${productId}",${fields}}`;
}

/** Nothing says that it is compressed. */
async function bomb(): Promise<Uint8Array<ArrayBuffer>> {
  const [start, end] = batch('bomb', '"x":"#"').split('#');
  const filler = 'x'.repeat(MEGABYTE);
  const whole = new Blob([start!, ...Array.from({ length: BOMB }, () => filler), end!]);
  const packed = whole.stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
