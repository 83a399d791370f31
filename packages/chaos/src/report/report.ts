import type { FaultRecord } from '../faults/inflict-faults.ts';
import type { Convergence, DeviceConvergence } from '../judge/await-convergence.ts';
import type { LostDevice } from '../load/world.ts';
import type { Percentiles } from '../measure/histogram.ts';
import type { LatencyByPhase, Second } from '../measure/traffic-meter.ts';
import { type ChaosOptions, CONVERGENCE_LIMIT_MS } from '../options.ts';
import type { UnaskedEnd } from '../rig/managed-node.ts';

/** A promise that was broken, or something that no fault explains. */
export interface ReportFinding {
  /** The checker's rule, or what else found it. */
  rule: string;
  message: string;
  /** Lines of the history that prove it. */
  entries: readonly number[];
}

export interface Hardware {
  cpus: number;
  cpuModel: string;
  memoryGiB: number;
  node: string;
}

/** A fault with its times in seconds from the start of the load. */
export type ReportFault = Omit<FaultRecord, 'startMs' | 'endMs'> & { startS: number; endS: number };

export interface FaultCount {
  kind: string;
  carriedOut: number;
  notCarriedOut: number;
}

/** Everything that a run has shown. Times are in ms unless their name says otherwise. */
export interface ChaosReport {
  ok: boolean;
  seed: number;
  commit: string;
  startedAt: string;
  hardware: Hardware;
  rig: string;
  options: ChaosOptions;
  loadSeconds: number;
  faults: readonly ReportFault[];
  faultCounts: readonly FaultCount[];
  traffic: {
    sends: number;
    acknowledgements: number;
    refusals: Readonly<Record<string, number>>;
    deliveries: number;
    wireEvents: number;
    /** Allowed: the SDK shows each event once. */
    wireDuplicates: { pushed: number; asked: number };
    /** Not allowed. */
    shownTwice: number;
    closeCodes: Readonly<Record<string, number>>;
    requestErrors: Readonly<Record<string, number>>;
  };
  sendToAck: LatencyByPhase;
  sendToSeen: LatencyByPhase;
  series: readonly Second[];
  reconnects: { rollingRestart: Percentiles; otherFaults: Percentiles };
  convergence: {
    afterMs: number | null;
    limitMs: number;
    devices: readonly DeviceConvergence[];
  };
  /** Reasons of dead letters, with how many. */
  deadLetters: Readonly<Record<string, number>>;
  unaskedEnds: readonly UnaskedEnd[];
  lostDevices: readonly LostDevice[];
  historyEntries: number;
  findings: readonly ReportFinding[];
}

export function countFaults(
  kinds: readonly string[],
  faults: readonly FaultRecord[],
): FaultCount[] {
  return kinds.map(kind => {
    const ofKind = faults.filter(fault => fault.kind === kind);
    const carriedOut = ofKind.filter(fault => fault.evidence !== null).length;
    return { kind, carriedOut, notCarriedOut: ofKind.length - carriedOut };
  });
}

/** What a convergence says against the promise. */
export function convergenceFindings({ afterMs, devices }: Convergence): ReportFinding[] {
  const late = devices.filter(
    device => device.afterMs === null || device.afterMs > CONVERGENCE_LIMIT_MS,
  );
  const of = ({ device, afterMs: took, missing }: DeviceConvergence): ReportFinding => ({
    rule: 'late-convergence',
    message:
      took === null
        ? `${device} had not caught up at all: ${missing.join('; ')}.`
        : `${device} had caught up ${Math.round(took)} ms after the last fault; promised are ${CONVERGENCE_LIMIT_MS} ms.`,
    entries: [],
  });
  const isMissed = afterMs === null || afterMs > CONVERGENCE_LIMIT_MS;
  return isMissed ? late.map(of) : [];
}
