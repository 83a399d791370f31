import type { ModuleName } from '../arguments.ts';
import { startApi } from './api.ts';
import { startConnect } from './connect.ts';
import { startLogic } from './logic.ts';
import type { StartModule } from './module.ts';
import { startSite } from './site.ts';
import { startTask } from './task.ts';

/** What each module name starts, in order; a stop goes the other way. */
export const modules: Record<ModuleName, readonly StartModule[]> = {
  all: [startLogic, startTask, startConnect, startApi, startSite],
  api: [startApi],
  connect: [startConnect],
  logic: [startLogic],
  task: [startTask],
  site: [startSite],
};
