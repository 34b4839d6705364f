import type { MessageId, Translate } from './translate.ts';

/** A text to be said in the user's language; a parameter may be such a text itself. */
export interface Said {
  text: MessageId;
  params?: (string | number | Said)[];
}

export function say(t: Translate, { text, params = [] }: Said): string {
  return t(text, ...params.map((param) => (typeof param === 'object' ? say(t, param) : param)));
}
