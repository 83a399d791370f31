import type { UserId } from '@parley/core';
import type { LoggedEvent } from './history.ts';

/** An event in a place, and the entry of the history that says so. */
export interface Held {
  readonly event: LoggedEvent;
  readonly order: number;
}

/** Somewhere that events of one conversation are: what a device showed, what it ended with, the store. */
export interface Place {
  readonly kind: 'shown' | 'ended' | 'stored';
  /** null for the store. */
  readonly device: { readonly deviceId: string; readonly userId: UserId } | null;
  /** As they came, or as they lie in the log. */
  readonly held: readonly Held[];
}

/** A place as the subject of a sentence: `device a1 showed`. */
export function says({ kind, device }: Place): string {
  if (device === null) return 'the store has';
  const verb = kind === 'shown' ? 'showed' : 'ended with';
  return `device ${device.deviceId} ${verb}`;
}

export function deviceIds(...places: readonly Place[]): string[] {
  const ids = places.flatMap(({ device }) => (device === null ? [] : [device.deviceId]));
  return [...new Set(ids)];
}

export function bySeq(held: readonly Held[]): Held[] {
  // Nearly always in order already, which takes this sort only one pass.
  return held.toSorted((a, b) => a.event.seq - b.event.seq);
}

/** Whether both are the same event with the same content. */
export function isSame(a: LoggedEvent, b: LoggedEvent): boolean {
  return (
    a.seq === b.seq &&
    a.messageId === b.messageId &&
    a.senderId === b.senderId &&
    a.clientId === b.clientId &&
    a.content === b.content
  );
}

/** `"hello" by user 7 (client id c1)`, shortened. */
export function describeEvent({ content, senderId, clientId }: LoggedEvent): string {
  return `"${shorten(content)}" by user ${senderId}${clientId === null ? '' : ` (client id ${clientId})`}`;
}

export function shorten(content: string): string {
  return content.length > 60 ? `${content.slice(0, 57)}...` : content;
}
