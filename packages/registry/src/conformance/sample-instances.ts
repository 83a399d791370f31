import type { Instance } from '../registry.ts';

export const LOGIC_1: Instance = {
  service: 'logic',
  instanceId: 'logic-1',
  address: '10.0.0.1:7001',
  meta: { version: '1.2.3', zone: 'nördlich' },
};

export const LOGIC_2: Instance = {
  service: 'logic',
  instanceId: 'logic-2',
  address: '[2001:db8::2]:7001',
  meta: {},
};

export const TASK_1: Instance = {
  service: 'task',
  instanceId: 'logic-1',
  address: 'task.example:7002',
  meta: {},
};
