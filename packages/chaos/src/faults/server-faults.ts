import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Server } from '@parley/testing';
import type { Servers } from '../rig/rig.ts';
import { loseLeases } from './etcd-leases.ts';
import type { FaultContext, FaultKind } from './fault.ts';

type ServerName = keyof Servers;

/** Crashes a server behind, and starts it again after a while. `between` is done while it is down. */
function crash(
  name: string,
  server: ServerName,
  about: string,
  between: (server: Server) => Promise<string> = async () => 'with its data',
): FaultKind {
  return {
    name,
    about,
    fits: rig => rig.servers !== null,
    async inflict(context) {
      const { [server]: victim } = await claimServer(context, server);
      context.begin();
      const { pid } = victim;
      let what: string;
      // PostgreSQL's immediate shutdown; killing it outright would leave its helpers behind.
      victim.kill(server === 'database' ? 'SIGQUIT' : 'SIGKILL');
      try {
        await context.hold(context.random.between(0, 2_000));
        what = await between(victim);
      } finally {
        await victim.restart();
      }
      const evidence = `process ${pid} ended, process ${victim.pid} runs ${what}`;
      return { target: server, evidence: victim.pid === pid ? null : evidence };
    },
  };
}

const losingLeases: FaultKind = {
  name: 'lose-leases',
  about: 'etcd ends leases that were alive: all of them, or some',
  fits: rig => rig.servers !== null,
  async inflict(context) {
    const { etcd } = await claimServer(context, 'etcd');
    context.begin();
    const part = context.random.chance(0.5) ? 1 : 0.5;
    const { lost, keysBefore, keysAfter } = await loseLeases(etcd.endpoint, () =>
      context.random.chance(part),
    );
    const evidence = `${lost} leases ended, ${keysBefore} keys became ${keysAfter}`;
    return { target: 'etcd', evidence: keysAfter < keysBefore ? evidence : null };
  },
};

export const SERVER_FAULTS: readonly FaultKind[] = [
  crash('restart-redis', 'redis', 'Redis crashes and comes back with its data'),
  crash('empty-redis', 'redis', 'Redis crashes and comes back empty', async redis => {
    for (const name of ['appendonlydir', 'appendonly.aof', 'dump.rdb']) {
      await rm(join(redis.folder, name), { recursive: true, force: true });
    }
    return 'empty';
  }),
  crash('restart-database', 'database', 'the database crashes and comes back'),
  crash('restart-etcd', 'etcd', 'etcd crashes and comes back'),
  losingLeases,
];

async function claimServer({ rig, claim }: FaultContext, name: ServerName): Promise<Servers> {
  if (rig.servers === null) throw new Error('this rig has no servers');
  await claim([name]);
  return rig.servers;
}
