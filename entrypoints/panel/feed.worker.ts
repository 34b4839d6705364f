import { openLog } from '../../lib/log/log.ts';
import { type Announcement, LOG_CHANNEL } from '../../lib/messaging/announcement.ts';
import { type FeedAnswer, type FeedRequest, startFeed } from '../../lib/session/feed.ts';

/** The Worker of a panel: it reads the log itself, decodes and checks. */
const feed = startFeed(
  () => openLog(indexedDB),
  (answer: FeedAnswer) => postMessage(answer),
);
const channel = new BroadcastChannel(LOG_CHANNEL);
channel.addEventListener('message', ({ data }: MessageEvent<Announcement>) => feed.hear(data));
addEventListener('message', ({ data }: MessageEvent<FeedRequest>) => feed.request(data));
