/** What a filter asks of an event. There are many: what is the request's is shared by its events. */
export interface Searchable {
  of: RequestFacts;
  type: string | undefined;
  /** The event's text, in lower case: JSON, or a body that is none. It may be made when it is asked for first. */
  text: string;
  /** Of {@link stateBits}. */
  states: number;
  /** Ids of the rules that found something. */
  rules: readonly string[];
  /** Where fields are looked for: the event and, where that is nested in it, its payload. */
  roots: readonly unknown[];
}

export interface RequestFacts {
  /** It carries neither key nor events: what is searched is no event. */
  isOther: boolean;
  key: string | undefined;
  status: number | undefined;
  /** When it was sent, in milliseconds since the epoch. */
  at: number;
  /** The sending page's address at that time. */
  page: string;
  /** Of the receiver, with its port. */
  host: string;
  transport: string | undefined;
  /** What free text is looked for in beside the event: addresses, status, key, error; in lower case. */
  about: string;
}

/** What the settings know of keys. */
export interface NamedKey {
  key: string;
  alias: string;
}
