import { readEntry } from '../../lib/capture/devtools.ts';
import { evaluate, logEntries } from '../devtools/asking.ts';

/** Reads the policies that stand in the document itself. */
const ASK_META = `[...document.querySelectorAll('meta[http-equiv="content-security-policy" i]')].map((one) => String(one.content))`;

/** What is known of the policies of the page: by DevTools' log, where it was open, and by the document. */
export async function pagePolicies(): Promise<string[]> {
  const [inHeaders, inDocument] = await Promise.all([
    ofHeaders().catch(() => []),
    ofDocument().catch(() => []),
  ]);
  return [...inHeaders, ...inDocument];
}

async function ofHeaders(): Promise<string[]> {
  const url = await evaluate('location.href.split("#")[0]');
  const entries = (await logEntries()).flatMap((entry) => readEntry(entry) ?? []);
  const page = entries.findLast(({ request }) => request.url.split('#', 1)[0] === url);
  return (page?.response.headers ?? [])
    .filter(({ name }) => name.toLowerCase() === 'content-security-policy')
    .map(({ value }) => value);
}

async function ofDocument(): Promise<string[]> {
  const told = await evaluate(ASK_META);
  return Array.isArray(told) ? told.filter((one) => typeof one === 'string') : [];
}
