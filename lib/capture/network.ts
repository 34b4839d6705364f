import { isEndpoint } from './endpoints.ts';
import { fieldsOf } from './fields.ts';
import { storedHeaders } from './headers.ts';
import type { BodySeen, NetworkSighting, Origin, RequestTold } from './sighting.ts';

/** The part of `webRequest`'s details that is read; Chromium and Firefox each give some of it. */
export interface RequestDetails {
  requestId: string;
  timeStamp: number;
  url: string;
  method: string;
  tabId: number;
  frameId: number;
  parentFrameId?: number | undefined;
  frameType?: string | undefined;
  documentId?: string | undefined;
  /** Firefox: the URL of the document that sends. */
  documentUrl?: string | undefined;
  originUrl?: string | undefined;
  /** Chromium: the origin of the document that sends. */
  initiator?: string | undefined;
  requestBody?: RequestBody | null | undefined;
  /** `xmlhttprequest`, `ping`, `main_frame`, … */
  type?: string | undefined;
  /** Chromium: `active`, `cached`, `prerender`, `pending_deletion`. */
  documentLifecycle?: string | undefined;
}

export interface RequestBody {
  error?: string | undefined;
  formData?: Record<string, unknown> | undefined;
  raw?: RequestBodyPart[] | undefined;
}

export interface RequestBodyPart {
  bytes?: ArrayBuffer | undefined;
  file?: string | undefined;
  /** Firefox: the part's size, where it hands over only its beginning. */
  originalSize?: number | undefined;
}

/** @param self the extension's own origin, `chrome-extension://…` or `moz-extension://…` */
export function beforeRequest(details: RequestDetails, self: string): NetworkSighting {
  return {
    kind: 'before',
    request: details.requestId,
    at: details.timeStamp,
    ...requestTold(details, self),
    body: withoutHoles(bodySeen(details.requestBody), details),
  };
}

function requestTold(details: RequestDetails, self: string): RequestTold {
  const { method, url, type = '', documentLifecycle: lifecycle } = details;
  const initiator = initiatorOf(details);
  return {
    origin: originOf(details, initiator),
    method,
    url,
    fromExtension: initiator.startsWith(self),
    type,
    ...(lifecycle && { lifecycle }),
  };
}

function initiatorOf({ documentUrl, originUrl, initiator }: RequestDetails): string {
  return documentUrl ?? originUrl ?? initiator ?? '';
}

/** The browser asks a receiver whether the page may send. */
export function preflight(details: RequestDetails): NetworkSighting {
  const { requestId: request, timeStamp: at, url } = details;
  return { kind: 'preflight', request, at, url, origin: originOf(details, initiatorOf(details)) };
}

export function preflightEnded(
  details: RequestDetails & { statusCode?: number | undefined; error?: string | undefined },
): NetworkSighting {
  const { requestId: request, timeStamp: at, statusCode: status, error } = details;
  return {
    kind: 'preflight-ended',
    request,
    at,
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
  };
}

export function sentHeaders(
  details: RequestDetails & {
    requestHeaders?: { name: string; value?: string | undefined }[] | undefined;
  },
  self: string,
): NetworkSighting {
  const { requestId: request, timeStamp: at } = details;
  const of = requestTold(details, self);
  return { kind: 'sent', request, at, of, headers: storedHeaders(details.requestHeaders) };
}

export function answered(
  details: RequestDetails & {
    statusCode: number;
    responseHeaders?: { name: string; value?: string | undefined }[] | undefined;
  },
  self: string,
): NetworkSighting {
  const { requestId: request, timeStamp: at, statusCode: status } = details;
  const of = requestTold(details, self);
  const headers = storedHeaders(details.responseHeaders);
  return { kind: 'answered', request, at, of, status, headers };
}

export function completed(
  details: RequestDetails & { statusCode: number },
  self: string,
): NetworkSighting {
  const { requestId: request, timeStamp: at, statusCode: status } = details;
  return { kind: 'completed', request, at, of: requestTold(details, self), status };
}

export function failed(details: RequestDetails & { error: string }, self: string): NetworkSighting {
  const { requestId: request, timeStamp: at, error } = details;
  return { kind: 'failed', request, at, of: requestTold(details, self), error };
}

/** A redirect that no longer leads a POST to an endpoint is the last that is seen of the request. */
export function redirected(
  details: RequestDetails & { statusCode: number; redirectUrl: string },
  endpoints: readonly string[],
): NetworkSighting {
  const { requestId: request, timeStamp: at, statusCode: status, redirectUrl: to } = details;
  // Below 300 it is no answer: Firefox hands the request to a service worker, or begins it anew.
  const keepsBody = status === 307 || status === 308 || status < 300;
  const goesOn = keepsBody && isEndpoint('POST', to, endpoints);
  return goesOn
    ? { kind: 'redirected', request, at, status, to }
    : { kind: 'completed', request, at, status };
}

function originOf(details: RequestDetails, url: string): Origin {
  return {
    tabId: details.tabId,
    frameId: details.frameId,
    // A page on its way out may have a frameId other than 0: its frame type tells.
    topFrame: details.frameType ? details.frameType === 'outermost_frame' : details.frameId === 0,
    ...(details.documentId && { document: details.documentId }),
    url,
  };
}

function bodySeen(body: RequestBody | null | undefined): BodySeen {
  if (!body) return { kind: 'empty' };
  if (body.formData) {
    return { kind: 'unreadable', reason: 'form', fields: fieldsOf(Object.entries(body.formData)) };
  }
  const parts = body.raw ?? [];
  if (body.error || parts.some((part) => part.bytes === undefined)) {
    return { kind: 'unreadable', reason: 'blob' };
  }
  const bytes = joined(parts.map((part) => new Uint8Array(part.bytes!)));
  const size = parts.reduce((sum, part) => sum + (part.originalSize ?? part.bytes!.byteLength), 0);
  return { kind: 'bytes', bytes, size };
}

/** As much of a body as is looked at for its kind, in bytes. */
const LOOKED_AT = 64 * 1024;

/** Chromium leaves the files of a form out, and says nothing of it. */
function withoutHoles(body: BodySeen, { initiator }: RequestDetails): BodySeen {
  if (initiator === undefined || body.kind !== 'bytes') return body;
  const text = new TextDecoder('latin1').decode(body.bytes.subarray(0, LOOKED_AT));
  const hasFile =
    /^--[^\r\n]+\r\nContent-Disposition: form-data;/.test(text) && /; filename="/.test(text);
  return hasFile ? { kind: 'unreadable', reason: 'form' } : body;
}

/** Chromium hands a body over in chunks: a character may be cut between two of them. */
function joined(parts: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
