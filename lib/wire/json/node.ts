/** Where something stands in a text: characters (UTF-16 code units), `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

export interface Member {
  name: string;
  /** Of the name, with its quotes. */
  span: Span;
  value: JsonNode;
}

export interface ObjectNode extends Span {
  kind: 'object';
  /** As written: in their order, and those of the same name all. */
  members: Member[];
}

export interface ArrayNode extends Span {
  kind: 'array';
  items: JsonNode[];
}

/** A string, number, boolean or null. How it is written is what its span covers. */
export interface ScalarNode extends Span {
  kind: 'scalar';
  value: string | number | boolean | null;
}

/** A value with its place. A container that a fault left open ends where the fault is. */
export type JsonNode = ObjectNode | ArrayNode | ScalarNode;
