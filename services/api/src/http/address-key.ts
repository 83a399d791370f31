import { isIPv6 } from 'node:net';

/**
 * What an address is counted under. An IPv6 address counts as its /64, since whoever has one has all
 * of them; an IPv4 address in IPv6 clothes as itself.
 */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const bare = address.split('%', 1)[0] ?? address;
  const ipv4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (ipv4 !== undefined) return ipv4;
  // URL writes an address in its shortest form; the groups that `::` stands for are put back.
  const host = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [before = '', after] = host.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
