import { type DBSchema, type IDBPDatabase, type IDBPTransaction, wrap } from 'idb';
import type { Capture } from '../capture/capture.ts';
import type { TabHistory } from '../capture/tab-history.ts';
import type { Visit } from '../capture/visit.ts';
import type { CaptureRecord } from './record.ts';
import type { ResendItem, ResendJob, Way } from '../resend/job.ts';

export const LOG_NAME = 'tracking-log';
/** Raised with every change of the stores below, or of what a stored record must have. */
const LOG_VERSION = 7;

export interface StoredBody {
  digest: string;
  /** The first part only, where the body was over the limit. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** Where in the log a resend belongs. */
export type ResendPlace = Pick<Capture, 'tab' | 'visit' | 'route' | 'topFrame' | 'site'>;

/** A resend that is about to leave: written first, so that its link survives the background. */
export interface PendingResend {
  id: string;
  /** Empty of a batch that was written from nothing. */
  original: string;
  /** Where that is listed, which has no original. */
  place?: ResendPlace;
  tab: string;
  url: string;
  at: number;
  way: Way;
  /** Of its body, where that is known. */
  digest?: string;
}

/** Where a body is stored, and how many bytes of it. */
export interface StoredAt {
  /** Bodies that are written one after the other have slots one after the other: they can be read at once. */
  slot: number;
  size: number;
}

/** What the log itself notes beside a record, so that dropping it costs no second look. */
export interface Held {
  /** The record's own size as it is estimated, without its bodies. */
  bytes: number;
  /** The bodies that it refers to, each once. */
  digests: string[];
  /** The slots of these, 0 where that is not known. */
  slots: number[];
  /** By which sightings it is known, see `told.ts`. */
  told: string[];
  /** When it began, as long as an observer may still tell of it. */
  incomplete?: number;
}
export type Keeping<T> = T & { held: Held };

export interface Schema extends DBSchema {
  captures: {
    key: string;
    value: Keeping<CaptureRecord>;
    indexes: {
      revision: [string, number];
      state: string;
      at: number;
      visit: [string, number];
      site: [string, string, number];
      digest: string;
      told: string;
      incomplete: number;
      cleared: string;
    };
  };
  /** By their slots. */
  bodies: { key: number; value: StoredBody };
  /** By their digests. */
  slots: { key: string; value: StoredAt };
  visits: {
    key: string;
    value: Keeping<Visit>;
    indexes: { revision: [string, number]; at: number };
  };
  tabs: { key: string; value: TabHistory };
  resends: { key: string; value: PendingResend };
  jobs: { key: string; value: ResendJob };
  items: { key: [string, number]; value: ResendItem };
  meta: { key: Meta; value: number };
}

/**
 * - `revision`: the newest of the whole log
 * - `bytes`, `captures`: what the log holds
 * - `slots`: the last that was given to a body
 * - `droppedCaptures`, `droppedVisits`: what it has dropped since it was begun
 */
export type Meta =
  | 'revision'
  | 'bytes'
  | 'captures'
  | 'slots'
  | 'droppedCaptures'
  | 'droppedVisits';

export const STORES = ['captures', 'bodies', 'slots', 'visits', 'resends', 'meta'] as const;
export type Writing = IDBPTransaction<Schema, typeof STORES, 'readwrite'>;

/** What is read of the log for a session. */
export const READ = ['captures', 'visits', 'meta', 'bodies', 'slots'] as const;
export type Reading = IDBPTransaction<Schema, typeof READ, 'readonly'>;

/** @throws DOMException if the database can't be opened (a newer version, broken, no space) */
export async function openDatabase(factory: IDBFactory): Promise<IDBPDatabase<Schema>> {
  const request = factory.open(LOG_NAME, LOG_VERSION);
  request.addEventListener('upgradeneeded', () => {
    const db = request.result;
    // An older log is not carried over: its records lack what this version needs of each, and what
    // it holds is a recording of the moment.
    for (const name of db.objectStoreNames) db.deleteObjectStore(name);
    const captures = db.createObjectStore('captures', { keyPath: 'id' });
    captures.createIndex('revision', ['tab', 'revision']);
    captures.createIndex('state', 'state');
    captures.createIndex('at', 'at');
    captures.createIndex('visit', ['visit', 'at']);
    captures.createIndex('site', ['tab', 'site', 'revision']);
    captures.createIndex('digest', 'held.digests', { multiEntry: true });
    captures.createIndex('told', 'held.told', { multiEntry: true });
    captures.createIndex('incomplete', 'held.incomplete');
    captures.createIndex('cleared', 'cleared');
    db.createObjectStore('bodies');
    db.createObjectStore('slots');
    const visits = db.createObjectStore('visits', { keyPath: 'id' });
    visits.createIndex('revision', ['tab', 'revision']);
    visits.createIndex('at', 'at');
    db.createObjectStore('tabs', { keyPath: 'tab' });
    db.createObjectStore('resends', { keyPath: 'id' });
    db.createObjectStore('jobs', { keyPath: 'id' });
    db.createObjectStore('items', { keyPath: ['job', 'position'] });
    db.createObjectStore('meta');
  });
  const db: unknown = await wrap(request);
  // The schema is what the handler above lays out; IndexedDB itself is untyped.
  const typed = db as IDBPDatabase<Schema>;
  typed.addEventListener('versionchange', () => typed.close());
  return typed;
}
