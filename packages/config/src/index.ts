export { ConfigError } from './config-error.ts';
export { describeFlags, describeTable, exampleFile } from './describe.ts';
export { loadConfig, type Sources } from './load.ts';
export type { Config } from './schema.ts';
