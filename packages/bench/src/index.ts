export type { Driver, Person, Reading, SendText } from './drivers/driver.ts';
export { runScenarios } from './run-scenarios.ts';
