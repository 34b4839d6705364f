import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { startRecorder } from '../../../lib/capture/recorder.ts';
import type {
  DevtoolsSighting,
  NetworkSighting,
  Origin,
  PageSighting,
} from '../../../lib/capture/sighting.ts';
import type { BodyRead } from '../../../lib/capture/told-body.ts';
import { type Inbox, openInbox } from '../../../lib/log/inbox.ts';
import { type Log, openLog } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import type { Announcement } from '../../../lib/messaging/announcement.ts';
import { bytesOf, origin, seenBytes } from '../samples.ts';

/** A log and an inbox that recorders write to, one after the other, and what they have told. */
interface Scene {
  factory: IDBFactory;
  log: Log;
  inbox: Inbox;
  announced: Announcement[];
  newPages: string[];
}

let scene: Scene;

/** Begins anew, with nothing in log and inbox. */
export async function openScene(): Promise<Scene> {
  const factory = new IDBFactory();
  const [log, inbox] = [await openLog(factory), openInbox(factory, 2000)];
  scene = { factory, log, inbox, announced: [], newPages: [] };
  return scene;
}

/** Starts a recorder; one that was there before is as if it were stopped. */
export async function record({
  run = 'run',
  watched = [1],
  now = 2000,
  restartedAt,
  access = true,
  inbox = scene.inbox,
  watchedSince = 0,
  clock = { now },
  ...rest
}: {
  run?: string;
  watched?: number[];
  now?: number;
  restartedAt?: number;
  access?: boolean;
  inbox?: Inbox;
  watchedSince?: number;
  clock?: { now: number };
  inspectedSince?: number | undefined;
} = {}) {
  const inspectedSince = 'inspectedSince' in rest ? rest.inspectedSince : watchedSince;
  const { log, announced, newPages } = scene;
  const recorder = await startRecorder({
    log,
    inbox,
    run,
    reach: {
      hasAccess: () => access,
      listeningSince: () => 0,
      watchedSince: () => watchedSince,
      inspectedSince: () => inspectedSince,
      ...(restartedAt !== undefined && { restartedAt }),
    },
    isRecorded: (tabId) => watched.includes(tabId),
    announce: (announcement) => announced.push(announcement),
    onNewPage: (_tab, visit) => newPages.push(visit),
    now: () => clock.now,
  });
  return {
    drop: recorder.drop,
    clear: recorder.clear,
    undoClear: recorder.undoClear,
    endClearings: recorder.endClearings,
    paused: recorder.paused,
    resumed: recorder.resumed,
    expectThroughPage: recorder.expectThroughPage,
    recordLost: recorder.recordLost,
    network: (sighting: NetworkSighting, kept?: string) =>
      recorder.see({ by: 'network', sighting }, kept),
    page: (sighting: PageSighting, from: Origin = origin(), body?: BodyRead) =>
      recorder.see({ by: 'page', sighting, origin: from, body: body ?? textRead(sighting) }),
    devtools: (sighting: DevtoolsSighting) => recorder.see({ by: 'devtools', sighting }),
  };
}

/** What a receiver of sightings reads of a call's text. */
function textRead(sighting: PageSighting): BodyRead {
  if (sighting.kind !== 'call' || sighting.body.kind !== 'text') return { kind: 'empty' };
  return seenBytes(bytesOf(sighting.body.text));
}

export const completed = { kind: 'completed', request: '1', at: 1500, status: 202 } as const;
/** What the log has of a tab. */
export const written = async (tab = 'run:1') => (await scene.log.since(ofTabs(tab), 0)).captures;
