export { type ChaosOptions, parseChaosOptions } from './options.ts';
export type { ChaosReport } from './report/report.ts';
export { summaryOf } from './report/summary.ts';
export { runChaos } from './run-chaos.ts';
