import { againstScenarios } from './against.ts';
import { directScenarios } from './direct.ts';
import { roomScenarios } from './room.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario, in the order of design's table. */
export const SCENARIOS: readonly Scenario[] = [
  ...roomScenarios,
  ...directScenarios,
  ...againstScenarios,
].toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
