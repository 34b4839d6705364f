import { computed, signal } from '@preact/signals';
import type { Capture } from '../capture/capture.ts';
import type { ResponseShown } from './response.ts';

/** What a server said to another request than the one that is looked at. */
export interface AnswerShown extends ResponseShown {
  capture: Capture;
}

export type OtherAnswer = ReturnType<typeof createOtherAnswer>;

/** The answer that stands beside the one that is looked at: of an original, or of its resend. */
export function createOtherAnswer(ask: (capture: string) => void) {
  const wanted = signal<string | undefined>(undefined);
  const other = signal<AnswerShown | undefined>(undefined);

  return {
    other: computed(() => (other.value?.capture.id === wanted.value ? other.value : undefined)),

    compare(capture: string) {
      wanted.value = capture;
      ask(capture);
    },

    hear(answer: AnswerShown | undefined) {
      if (answer) other.value = answer;
    },

    close() {
      wanted.value = undefined;
      other.value = undefined;
    },
  };
}
