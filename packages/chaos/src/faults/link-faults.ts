import type { Direction } from '@parley/testing';
import type { Link, LinkKind } from '../rig/rig.ts';
import type { FaultContext, FaultKind, Inflicted } from './fault.ts';

const KINDS: readonly LinkKind[] = [
  'client-connect',
  'logic-database',
  'logic-redis',
  'task-redis',
  'tier-etcd',
  'connect-logic',
  'task-connect',
];
const DIRECTIONS: readonly Direction[] = ['toServer', 'toClient'];
/** How often a fault hits all links of its kind instead of one node's. */
const ALL_LINKS = 1 / 3;
/** Nothing passes between a tier and etcd for so long, while all is well. */
const LEASE_RENEWAL_MS = 4_000;

/** Connections are reset and new ones refused. */
const cuts = KINDS.map(kind =>
  onLinks('cut', kind, 'reset, and refused for a while', async (links, { random, hold }) => {
    const heldMs = random.between(500, 4_000);
    const open = sum(links, link => link.proxy.connections);
    await Promise.all(links.map(link => link.proxy.cut()));
    const left = sum(links, link => link.proxy.connections);
    await hold(heldMs);
    return open > 0 && left === 0 ? `${open} connections cut for ${heldMs} ms` : null;
  }),
);

/** Everything arrives, but late. */
const delays = KINDS.map(kind =>
  onLinks('slow', kind, 'late', (links, { random, hold }) =>
    delay(links, random.between(50, 400), random.between(2_000, 6_000), hold),
  ),
);

/** Half dead: one side still hears the other, which is told nothing. */
const oneWays = KINDS.map(kind =>
  onLinks('one-way', kind, 'lost in one direction', async (links, { random, hold }) => {
    const leastMs = kind === 'tier-etcd' ? LEASE_RENEWAL_MS : 1_000;
    const heldMs = random.between(leastMs, leastMs + 5_000);
    const direction = random.pick(DIRECTIONS) ?? 'toServer';
    for (const { proxy } of links) proxy.freeze(direction);
    await hold(heldMs);
    const open = sum(links, link => link.proxy.connections);
    const heldBytes = sum(links, link => link.proxy.heldBytes);
    const what = direction === 'toServer' ? 'requests' : 'answers';
    const evidence = `${heldBytes} bytes of ${what} on ${open} connections held back for ${heldMs} ms`;
    return open > 0 && heldBytes > 0 ? evidence : null;
  }),
);

/** So slow that work piles up in front of it. */
const slowConsumer: FaultKind = {
  name: 'slow-consumer',
  about: 'task reaches Redis or a connect node so late that work piles up',
  fits: rig => rig.links.length > 0,
  async inflict(context) {
    const kind = await context.claim(['task-connect', 'task-redis']);
    const links = context.rig.links.filter(link => link.kind === kind);
    context.begin();
    const { random, hold } = context;
    return heal(links, kind, () =>
      delay(links, random.between(800, 2_000), random.between(4_000, 8_000), hold),
    );
  },
};

export const LINK_FAULTS: readonly FaultKind[] = [...cuts, ...delays, ...oneWays, slowConsumer];

function onLinks(
  verb: string,
  kind: LinkKind,
  how: string,
  disturb: (links: readonly Link[], context: FaultContext) => Promise<string | null>,
): FaultKind {
  return {
    name: `${verb}-${kind}`,
    about: `what runs between ${kind.replace('-', ' and ')} is ${how}`,
    fits: rig => rig.links.some(link => link.kind === kind),
    async inflict(context) {
      const all = context.rig.links.filter(link => link.kind === kind);
      const one = context.random.pick(all);
      // Of one tier alone etcd may hear nothing for long: only who is registered renews a lease.
      const isAll = context.random.chance(ALL_LINKS) || kind === 'tier-etcd';
      const links = isAll || one === undefined ? all : [one];
      await context.claim([kind]);
      context.begin();
      return heal(links, isAll ? `all ${kind}` : links.map(link => link.name).join(), () =>
        disturb(links, context),
      );
    },
  };
}

async function heal(
  links: readonly Link[],
  target: string,
  disturb: () => Promise<string | null>,
): Promise<Inflicted> {
  try {
    return { target, evidence: await disturb() };
  } finally {
    await Promise.all(links.map(link => link.proxy.restore()));
  }
}

async function delay(
  links: readonly Link[],
  delayMs: number,
  heldMs: number,
  hold: FaultContext['hold'],
): Promise<string | null> {
  const before = sum(links, link => link.proxy.carriedBytes);
  for (const { proxy } of links) proxy.delayMs = delayMs;
  await hold(heldMs);
  const carried = sum(links, link => link.proxy.carriedBytes) - before;
  const held = sum(links, link => link.proxy.heldBytes);
  const evidence = `${carried + held} bytes came ${delayMs} ms late, for ${heldMs} ms`;
  return carried + held > 0 ? evidence : null;
}

function sum(links: readonly Link[], count: (link: Link) => number): number {
  return links.reduce((total, link) => total + count(link), 0);
}
