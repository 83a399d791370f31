import type { Logger } from '@parley/core';
import type { ServerFrame, Signal } from '@parley/wire';
import type { Synchronizer } from './synchronizer.ts';

interface Deps {
  sync: Pick<Synchronizer, 'receiveEvents' | 'receiveHeads' | 'receivePosition'>;
  presence: { receive(signals: readonly Signal[]): void };
  logger: Logger;
}

/** Gives what the server pushes to whom it concerns. */
export function frameTaker({ sync, presence, logger }: Deps): (frame: ServerFrame) => void {
  return frame => {
    switch (frame.op) {
      case 'events':
        sync.receiveEvents(frame.events);
        break;
      case 'signals':
        presence.receive(frame.signals);
        for (const signal of frame.signals) {
          if (signal.type === 'position') sync.receivePosition(signal);
        }
        break;
      case 'heads':
        sync.receiveHeads(frame.heads);
        break;
      case 'error':
        logger.warn({ err: frame.error }, 'the server could not use a frame');
        break;
      // Answers that came after their request had been given up, and what newer servers may say.
      case 'welcome':
      case 'compared':
      case 'sent':
      case 'page':
      case 'presences':
      case 'positions':
      case 'pong':
      case 'reconnect':
        break;
    }
  };
}
