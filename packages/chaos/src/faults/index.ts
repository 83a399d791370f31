import type { Rig } from '../rig/rig.ts';
import type { FaultKind } from './fault.ts';
import { LINK_FAULTS } from './link-faults.ts';
import { PROCESS_FAULTS } from './process-faults.ts';
import { SERVER_FAULTS } from './server-faults.ts';
import { SLOW_READER } from './slow-reader-fault.ts';

/** Everything that can be made to fail. */
export const FAULT_KINDS: readonly FaultKind[] = [
  ...PROCESS_FAULTS,
  ...LINK_FAULTS,
  ...SERVER_FAULTS,
  SLOW_READER,
];

/** The kinds that fit this rig, or those of them that are named. */
export function faultsFor(rig: Rig, names: readonly string[] | null): FaultKind[] {
  return FAULT_KINDS.filter(
    kind => kind.fits(rig) && (names === null || names.includes(kind.name)),
  );
}
