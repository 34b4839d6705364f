import type { Capture, PagePart } from '../capture/capture.ts';

/** What the list knows of a capture: without headers, stacks, and the words of each observer. */
export type CaptureSummary = Pick<
  Capture,
  | 'id'
  | 'tab'
  | 'visit'
  | 'route'
  | 'site'
  | 'at'
  | 'ended'
  | 'url'
  | 'state'
  | 'status'
  | 'error'
  | 'body'
  | 'departure'
  | 'uncertain'
  | 'twice'
  | 'resendOf'
> & {
  page?: Pick<PagePart, 'at' | 'violation'>;
  /** How it was sent, by the page's word or the browser's. */
  transport?: string;
};

/** The browser's words for what sent a request, where the page observer did not say. */
const TRANSPORT_OF: Readonly<Record<string, string>> = { ping: 'beacon', beacon: 'beacon' };

export function summaryOf(capture: Capture): CaptureSummary {
  const { id, tab, visit, route, at, url, state, body } = capture;
  const { site, ended, status, error, departure, uncertain, twice, resendOf } = capture;
  const { page } = capture;
  const violation = page?.violation;
  const transport = transportOf(capture);
  return {
    id,
    tab,
    visit,
    route,
    at,
    url,
    state,
    body,
    ...(site !== undefined && { site }),
    ...(ended !== undefined && { ended }),
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
    ...(departure && { departure }),
    ...(uncertain && { uncertain }),
    ...(twice && { twice }),
    ...(resendOf !== undefined && { resendOf }),
    ...(page && { page: { at: page.at, ...(violation !== undefined && { violation }) } }),
    ...(transport !== undefined && { transport }),
  };
}

export function transportOf({ page, network }: Capture): string | undefined {
  if (page) return page.transport;
  const type = network?.type;
  return type === undefined ? undefined : (TRANSPORT_OF[type] ?? type);
}
