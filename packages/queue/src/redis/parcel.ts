import type { RedisCommand } from '@parley/redis';
import { encodeElement } from './element.ts';
import type { QueueKeys } from './keys.ts';

/** So many elements in one RPUSH: while Redis carries out a command it serves nobody else. */
const ELEMENTS_PER_PUSH = 1_000;

/** Elements on their way to the lists of several partitions, in one round trip. */
export class Parcel {
  private readonly byPartition = new Map<number, Buffer[]>();

  /** Copies the payload. */
  add(partition: number, id: string, payload: Uint8Array): void {
    const element = encodeElement(id, payload);
    const elements = this.byPartition.get(partition);
    if (elements) elements.push(element);
    else this.byPartition.set(partition, [element]);
  }

  /** Pushes everything and wakes the consumers; nothing when there is nothing in it. */
  commands(keys: QueueKeys): RedisCommand[] {
    if (this.byPartition.size === 0) return [];
    const pushes = [...this.byPartition].flatMap(([partition, elements]) =>
      pushElements(keys.list(partition), elements),
    );
    return [...pushes, ['publish', keys.wake, [...this.byPartition.keys()].join(',')]];
  }
}

function pushElements(list: string, elements: readonly Buffer[]): RedisCommand[] {
  const pushes: RedisCommand[] = [];
  for (let i = 0; i < elements.length; i += ELEMENTS_PER_PUSH) {
    pushes.push(['rpush', list, ...elements.slice(i, i + ELEMENTS_PER_PUSH)]);
  }
  return pushes;
}
