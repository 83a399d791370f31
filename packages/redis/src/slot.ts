import type { RedisCommand } from './command.ts';

const SLOTS = 16_384;

/** CRC-16/XMODEM of every byte, which the slots of Redis Cluster are defined by. */
const CRC_TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

/** The slot of a key: of what stands in its first braces, if anything does, else of all of it. */
export function slotOf(key: string): number {
  const open = key.indexOf('{');
  const close = open < 0 ? -1 : key.indexOf('}', open + 1);
  const hashed = close > open + 1 ? key.slice(open + 1, close) : key;
  let crc = 0;
  for (const byte of Buffer.from(hashed)) {
    crc = ((crc << 8) & 0xffff) ^ (CRC_TABLE[(crc >> 8) ^ byte] ?? 0);
  }
  return crc % SLOTS;
}

/** The commands that any node may carry out. */
const WITHOUT_KEY = new Set(['cluster', 'config', 'flushall', 'ping', 'publish', 'script', 'time']);

/** The slot that a command is for, by its first key. Undefined for any node. */
export function slotOfCommand([name, ...args]: RedisCommand): number | undefined {
  const key = typeof args[0] === 'number' ? args[1] : args[0];
  return WITHOUT_KEY.has(name) || key === undefined ? undefined : slotOf(String(key));
}
