import type { Capture, DevtoolsPart, Header, NetworkPart } from '../capture/capture.ts';

type Lists = 'requestHeaders' | 'responseHeaders';
type WithLists = Pick<Capture, Lists>;
type WithTexts<T> = Omit<T, Lists> & { [list in Lists]?: string };

/**
 * A capture as it is stored, and told of to those who read the log: each list of headers is one text, as dozens of
 * small objects take several times as long to be copied. Those that hold are left out where they are the network
 * part's own.
 */
export type CaptureRecord = WithTexts<Omit<Capture, 'network' | 'devtools'>> & {
  network?: WithTexts<NetworkPart>;
  devtools?: WithTexts<DevtoolsPart>;
};

/** Of a header, what no header may have in it (RFC 9110, 5.5); where one has it all the same, that is not kept. */
const BEFORE_HEADER = '\0';
const BEFORE_VALUE = '\x01';
const UNKNOWN = '\uFFFD';

export function recordOf({ network, devtools, ...capture }: Capture): CaptureRecord {
  return {
    ...withTexts(capture, network),
    ...(network && { network: withTexts(network) }),
    ...(devtools && { devtools: withTexts(devtools) }),
  };
}

export function captureOf({ network, devtools, ...record }: CaptureRecord): Capture {
  const own = network && withLists(network);
  return {
    ...withLists(record, own),
    ...(own && { network: own }),
    ...(devtools && { devtools: withLists(devtools) }),
  };
}

function withTexts<T extends WithLists>(
  { requestHeaders, responseHeaders, ...others }: T,
  other?: WithLists,
) {
  return {
    ...others,
    ...(requestHeaders !== other?.requestHeaders && { requestHeaders: textOf(requestHeaders) }),
    ...(responseHeaders !== other?.responseHeaders && { responseHeaders: textOf(responseHeaders) }),
  };
}

function withLists<T extends { [list in Lists]?: string }>(
  { requestHeaders, responseHeaders, ...others }: T,
  other?: WithLists,
) {
  return {
    ...others,
    requestHeaders:
      requestHeaders === undefined ? (other?.requestHeaders ?? []) : listOf(requestHeaders),
    responseHeaders:
      responseHeaders === undefined ? (other?.responseHeaders ?? []) : listOf(responseHeaders),
  };
}

function textOf(headers: readonly Header[]): string {
  return headers
    .map(({ name, value }) => {
      const known = name.replaceAll(BEFORE_HEADER, UNKNOWN).replaceAll(BEFORE_VALUE, UNKNOWN);
      const own = BEFORE_HEADER + known;
      if (value === undefined) return own;
      return own + BEFORE_VALUE + value.replaceAll(BEFORE_HEADER, UNKNOWN);
    })
    .join('');
}

function listOf(text: string): Header[] {
  return text
    .split(BEFORE_HEADER)
    .slice(1)
    .map((header) => {
      const at = header.indexOf(BEFORE_VALUE);
      return at < 0 ? { name: header } : { name: header.slice(0, at), value: header.slice(at + 1) };
    });
}
