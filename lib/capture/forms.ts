import type { Bodies } from './bodies.ts';
import { headerValue } from './headers.ts';
import type { Join } from './join.ts';
import { boundaryOf, multipart } from './multipart.ts';
import type { FormEntryRead } from './told-body.ts';

/** Forms that wait for their request's headers; the oldest go first. */
const MAX_WAITING = 100;

interface Form {
  visit: string;
  call: number;
  entries: FormEntryRead[];
}

export type Forms = ReturnType<typeof createForms>;

/**
 * Rebuilds the bytes of forms: the page observer tells a form's entries, and the network observer
 * the boundary by which the browser has written them one after the other.
 */
export function createForms(join: Join) {
  let waiting: Form[] = [];

  return {
    expect(visit: string, call: number, entries: FormEntryRead[]) {
      waiting = [...waiting, { visit, call, entries }].slice(-MAX_WAITING);
    },

    async complete(bodies: Bodies) {
      for (const form of waiting) {
        const request = join.requestOf(form.visit, form.call);
        const type = headerValue(request?.requestHeaders ?? [], 'content-type');
        const boundary = boundaryOf(type ?? '');
        if (boundary === undefined) continue;
        const bytes = multipart(form.entries, boundary);
        const body = await bodies.keep({ kind: 'bytes', bytes, size: bytes.length });
        join.callBody(form.visit, form.call, body);
        waiting = waiting.filter((one) => one !== form);
      }
    },
  };
}
