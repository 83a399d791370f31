export type {
  Instance,
  InstanceWatch,
  Registration,
  Registry,
  ServiceName,
  SlotClaim,
} from './registry.ts';
