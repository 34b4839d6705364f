import type { ConsentChange, ConsentPlatformId } from '../../consent.ts';
import type { PageReader } from './page-reader.ts';

export type ConsentReading = Pick<ConsentChange, 'state' | 'given' | 'refused'>;

/** How one consent platform is heard and read. What it hands over may be anything, and may throw. */
export interface ConsentPlatform {
  id: ConsentPlatformId;
  /** Events at the window by which it says that something may have changed. */
  events: readonly string[];
  /**
   * What it says now; `detail` is that of the event that made us look. `undefined`: it is not there, or
   * does not say.
   */
  read?(page: PageReader, detail?: unknown): ConsentReading | undefined;
  /** Asks a platform that has no events to tell, once it is there; what is returned ends that. */
  ask?(page: PageReader, tell: (reading: ConsentReading) => void): (() => void) | undefined;
}
