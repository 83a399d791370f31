import type { Caller, Presence__Output } from '@parley/contracts';
import { hash32, type Logger, type UserId } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { Presence, PresenceSignal } from '@parley/wire';
import { signalsFrame } from '../frames/server-frames.ts';
import type { Hub } from '../hub/hub.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  hub: Pick<Hub, 'buckets' | 'watched' | 'tellWatchers'>;
  logger: Logger;
  /** Counts presences that were told late, because their signal had been lost. */
  healed: () => void;
}

/** So many people in one call. */
const PER_CALL = 500;

export interface WatchedPresence {
  /** Everybody's presence now, for a channel that has just begun to watch. Rejects as logic does. */
  ask(caller: Caller, userIds: readonly UserId[]): Promise<Presence[]>;
  /** A signal of a change is being pushed to those who watch. */
  pushed(signal: Buffer): void;
  /**
   * Asks how the people are that belong to a bucket by their hash, and tells what those who watch do
   * not know. A signal may be lost, and whoever expired may have nobody to say so. Never rejects.
   */
  refresh(bucketIndex: number): Promise<void>;
}

export function createWatchedPresence({ logic, hub, logger, healed }: Ports): WatchedPresence {
  const read = async (caller: Caller | undefined, userIds: readonly UserId[]) => {
    const { presences } = await logic.exchange(
      'presence',
      { caller, userIds: [...userIds] },
      userIds[0] ?? '',
    );
    return presences.map(toPresence);
  };

  const tell = (presence: Presence) => {
    const signal: PresenceSignal = { type: 'presence', ...presence };
    hub.tellWatchers(presence.userId, signalsFrame([Buffer.from(JSON.stringify(signal))]));
  };

  return {
    async ask(caller, userIds) {
      if (userIds.length === 0) return [];
      const presences = await read(caller, userIds);
      for (const presence of presences) if (hub.watched.note(presence) === 'news') tell(presence);
      return presences;
    },

    pushed(signal) {
      hub.watched.note(JSON.parse(signal.toString()) as PresenceSignal);
    },

    async refresh(bucketIndex) {
      const userIds = [...hub.watched.ids()].filter(
        userId => hash32(userId) % hub.buckets.length === bucketIndex,
      );
      try {
        for (let from = 0; from < userIds.length; from += PER_CALL) {
          for (const presence of await read(undefined, userIds.slice(from, from + PER_CALL))) {
            if (hub.watched.note(presence) === 'nothing') continue;
            healed();
            tell(presence);
          }
        }
      } catch (error) {
        logger.warn({ err: error, users: userIds.length }, 'presence was not asked again');
      }
    },
  };
}

function toPresence({ lastSeenAtMs, ...presence }: Presence__Output): Presence {
  const status = presence.status as Presence['status'];
  return lastSeenAtMs > 0 ? { ...presence, status, lastSeenAtMs } : { ...presence, status };
}
