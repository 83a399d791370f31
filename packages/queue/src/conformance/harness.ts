import { eventually } from '@parley/testing';
import { partitionOf } from '../partition.ts';
import type { BatchHandler, Consumer, Queue, QueueItem, QueueMessage } from '../queue.ts';

/** One queue, new and empty, as several nodes see it. */
export interface QueueHarness {
  partitions: number;
  /** Another node's handle. */
  open(): Promise<Queue>;
  /** A node that can die: what it holds is neither finished nor given back. */
  openMortal?: () => Promise<{ queue: Queue; die: () => Promise<void> }>;
  /** Closes every handle. */
  close(): Promise<void>;
}

/** Where an adapter cannot do what the suite asks, with the reason. */
export interface QueueDeviations {
  deadConsumer?: string;
}

/** Bounds that a test reaches quickly. */
export interface QueueBounds {
  maxWaiting?: number;
  maxDeadLetters?: number;
}

export type CreateQueue = (bounds?: QueueBounds) => Promise<QueueHarness>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const bytes = (text: string): Uint8Array => encoder.encode(text);
export const text = (payload: Uint8Array): string => decoder.decode(payload);
export const texts = (items: readonly QueueItem[]): string[] =>
  items.map(item => text(item.payload));

export function messages(key: string, ...payloads: string[]): QueueMessage[] {
  return payloads.map(payload => ({ key, payload: bytes(payload) }));
}

/** A key that belongs to the partition. */
export function keyOf(partition: number, partitions: number): string {
  for (let i = 0; ; i++) if (partitionOf(`k${i}`, partitions) === partition) return `k${i}`;
}

/** A handler that notes every batch and resolves, unless `then` does something else. */
export class Recorder {
  readonly batches: QueueItem[][] = [];
  private readonly next: BatchHandler;

  constructor(next: BatchHandler = async () => {}) {
    this.next = next;
  }

  readonly handler: BatchHandler = async items => {
    this.batches.push([...items]);
    await this.next(items);
  };

  get items(): QueueItem[] {
    return this.batches.flat();
  }

  get texts(): string[] {
    return texts(this.items);
  }

  consume(queue: Queue, maxItems = 100): Promise<Consumer> {
    return queue.consume(this.handler, { consumerId: 'recorder', maxItems });
  }
}

/** A door that is closed until somebody opens it. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

export function gate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

/** Waits until nothing is published and unacknowledged. */
export async function drained(queue: Queue): Promise<void> {
  await eventually(async () => (await queue.depth()).waiting === 0, { timeoutMs: 10_000 });
}
