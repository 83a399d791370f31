export { ConfigError } from './config-error.ts';
export { describeFlags, exampleFile } from './describe.ts';
export { configurationPage } from './documentation.ts';
export { loadConfig, type Sources } from './load.ts';
export type { Config } from './schema.ts';
export { tcpPorts } from './tcp-ports.ts';
