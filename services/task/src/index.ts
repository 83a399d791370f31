export { DEFAULT_TASK_OPTIONS, type TaskOptions } from './options.ts';
export type { RetryOptions } from './retry-schedule.ts';
export { createTask, type TaskDependencies, type TaskService } from './task.ts';
