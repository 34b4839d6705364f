import { plainName } from '../../wire/names.ts';
import { TRAIT, traitsOf } from './text-traits.ts';

/** What a field is for, going by its name: bits, as an event is asked for several at once. */
export const KIND = {
  money: 1,
  quantity: 2,
  position: 4,
  count: 8,
  currency: 16,
  id: 32,
  time: 64,
  phone: 128,
  cpr: 256,
  person: 512,
  query: 1024,
} as const;

export const NUMERIC = KIND.money | KIND.quantity | KIND.position | KIND.count;

/** Names without case style. */
const NAMES: Readonly<Record<keyof typeof KIND, RegExp>> = {
  money:
    /^(?:total|amount|revenue|value|(?:\w*(?:total|unit|list|sales|line|item))?price|\w*(?:total|amount)(?:incl|excl)?(?:vat|tax)?)$/,
  quantity: /^(?:quantity|qty)$/,
  position: /^(?:position|listposition|index|rank)$/,
  count: /^(?:numberofresults|resultcount|results?count|totalresults|hits)$/,
  currency: /^(?:currency|currencycode|valuta)$/,
  id: /^(?:id|sku|\w+ids?|\w+sku)$/,
  time: /^(?:time|\w*timestamp|eventtime|occurredat|createdat|sentat|date|datetime|clienttime|localtime)$/,
  phone: /(?:phone|mobile|telefon|mobil|msisdn)(?:no|number|nr|nummer)?$|^(?:tel|tlf)$/,
  cpr: /^(?:cpr|ssn|personnummer|cpr(?:no|nr|number|nummer))$/,
  person: /^(?:user|customer|member|visitor|person|contact|profile)/,
  query: /^(?:query|q|search|searchterm|searchquery|searchtext|term|keyword|phrase)$/,
};
/** Words that end like an id, and are none. */
const NO_ID =
  /^(?:paid|valid|void|grid|bid|android|avoid|solid|hybrid|prepaid|unpaid|isvalid|ispaid|\w+(?:paid|valid|grid))$/;

export interface NameFacts {
  kind: number;
  /** Of the name as a text: personal data, say, may stand in names as well. */
  traits: number;
}

/** Names that are remembered; one that comes beyond is worked out each time. */
const MAX_KNOWN = 5000;
/** Characters of a name that are looked at. */
const MAX_NAME = 200;

const known = new Map<string, NameFacts>();

export function factsOfName(name: string): NameFacts {
  const found = known.get(name);
  if (found) return found;
  const taken = name === '__proto__' ? TRAIT.takenName : 0;
  const facts = { kind: kindOf(name), traits: traitsOf(name, MAX_NAME) | taken };
  if (known.size < MAX_KNOWN && name.length <= MAX_NAME) known.set(name, facts);
  return facts;
}

function kindOf(name: string): number {
  if (name.length > MAX_NAME) return 0;
  const plain = plainName(name);
  let kind = 0;
  for (const [one, bit] of Object.entries(KIND)) {
    if (NAMES[one as keyof typeof KIND].test(plain)) kind |= bit;
  }
  return NO_ID.test(plain) ? kind & ~KIND.id : kind;
}
