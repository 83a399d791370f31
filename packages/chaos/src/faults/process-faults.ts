import type { ModuleName } from '@parley/testing/deployment';
import type { ManagedNode } from '../rig/managed-node.ts';
import type { FaultContext, FaultKind } from './fault.ts';

const FROZEN_MS = [2_000, 8_000] as const;
/** Longer than every lease of the cluster: etcd's is 10 s, that of a partition 5 s. */
const LONG_FROZEN_MS = 12_000;

const MODULES: readonly ModuleName[] = ['logic', 'task', 'connect', 'api', 'all'];

/** `kill -9`, and started again as a supervisor would. */
const kills = MODULES.map(
  (module): FaultKind => ({
    name: `kill-${module}`,
    about: `kill -9 of a ${module} process, which is started again`,
    fits: rig => rig.nodes.some(node => node.module === module),
    async inflict(context) {
      const node = await claimNode(context, module);
      await node.up();
      context.begin();
      const { pid } = node;
      const { signal } = await node.endWith('SIGKILL');
      const evidence = `process ${pid} ended by ${signal}, process ${node.pid} is ready`;
      return { target: node.name, evidence: signal === 'SIGKILL' ? evidence : null };
    },
  }),
);

/** Stands still without dying: its connections stay open, its leases run out. */
const freezes = MODULES.map(
  (module): FaultKind => ({
    name: `freeze-${module}`,
    about: `a ${module} process stands still (SIGSTOP), then goes on (SIGCONT)`,
    fits: rig => rig.nodes.some(node => node.module === module),
    async inflict(context) {
      const { random } = context;
      const heldMs = random.chance(0.25) ? LONG_FROZEN_MS : random.between(...FROZEN_MS);
      const node = await claimNode(context, module);
      await node.up();
      context.begin();
      try {
        const stands = await node.freeze();
        await context.hold(heldMs);
        const evidence = `process ${node.pid} was stopped (state T) for ${heldMs} ms`;
        return { target: node.name, evidence: stands ? evidence : null };
      } finally {
        node.thaw();
      }
    },
  }),
);

/** An upgrade: everybody in turn, the next one when the last one is ready. */
const rollingRestart: FaultKind = {
  name: 'rolling-restart',
  about: 'SIGTERM to every node, one after the other, the next when the last is ready',
  fits: rig => rig.nodes.length > 1,
  exclusive: true,
  async inflict({ rig, begin }) {
    for (const node of rig.nodes) await node.up();
    begin();
    const codes: string[] = [];
    for (const node of rig.nodes) {
      const { code, signal } = await node.endWith('SIGTERM');
      codes.push(`${node.name} ${signal ?? `code ${code}`}`);
    }
    return { target: 'every node', evidence: `ended and ready again: ${codes.join(', ')}` };
  },
};

export const PROCESS_FAULTS: readonly FaultKind[] = [...kills, ...freezes, rollingRestart];

async function claimNode(context: FaultContext, module: ModuleName): Promise<ManagedNode> {
  const { rig, claim } = context;
  const nodes = rig.nodes.filter(node => node.module === module);
  const name = await claim(nodes.map(node => node.name));
  const node = nodes.find(one => one.name === name);
  if (node === undefined) throw new Error(`no node ${name}`);
  return node;
}
