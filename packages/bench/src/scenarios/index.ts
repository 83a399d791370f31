import { againstScenarios } from './against.ts';
import { appendScenarios } from './append.ts';
import { directScenarios } from './direct.ts';
import { growthScenarios } from './growth.ts';
import { handshakeScenarios } from './handshakes.ts';
import { idleMemoryScenarios } from './idle-memory.ts';
import { roomScenarios } from './room.ts';
import type { Scenario } from './scenario.ts';
import { stormScenarios } from './storm.ts';
import { twoEndpointScenarios } from './two-endpoints.ts';
import { writeScenarios } from './write-cost.ts';

const ALL = [
  ...writeScenarios,
  ...roomScenarios,
  ...againstScenarios,
  ...directScenarios,
  ...twoEndpointScenarios,
  ...idleMemoryScenarios,
  ...handshakeScenarios,
  ...stormScenarios,
  ...appendScenarios,
  ...growthScenarios,
];

/** Every scenario, in the order of design's table. */
export const SCENARIOS: readonly Scenario[] = ALL.toSorted((a, b) => place(a) - place(b));

function place({ id }: Scenario): number {
  return Number.parseInt(id.slice(1), 10);
}
