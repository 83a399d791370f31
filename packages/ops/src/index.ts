export type { Check, Checks } from './checks.ts';
export { joinMetrics } from './join-metrics.ts';
export { createLogger, type LoggerOptions } from './logger.ts';
export { createMetrics } from './metrics.ts';
export { type OpsHandler, type OpsOptions, opsHandler } from './ops-handler.ts';
export { type OpsServer, type OpsServerOptions, startOpsServer } from './ops-server.ts';
