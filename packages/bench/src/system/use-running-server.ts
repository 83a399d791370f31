import { findDriver } from '../drivers/index.ts';
import type { System } from './system.ts';
import { channelWorld, type WorldPlan } from './world.ts';

/** A server that somebody else runs. */
export interface RunningServer {
  /** Where its WebSockets are; without a path the driver's own is used. */
  url: string;
  /** See `LoadSetup.driver`. */
  driver: string;
  /** Its HTTP interface, for drivers that use one. */
  apiUrl: string | undefined;
}

/** What it costs is not measured: its processes are not known. */
export async function useRunningServer(server: RunningServer, plan: WorldPlan): Promise<System> {
  const { url, apiUrl } = server;
  const { name, enter } = await findDriver(server.driver);
  if (enter !== undefined && apiUrl === undefined) {
    throw new RangeError(`--api: expected the HTTP address of ${name}, got nothing.`);
  }
  return {
    name: `${name} at ${url}`,
    members: [],
    connectUrls: [url],
    apiUrl,
    world: enter && apiUrl ? await enter(plan, apiUrl) : channelWorld(plan),
    stop: async () => {},
  };
}
