export type {
  Binding,
  Bound,
  SessionStore,
  Touched,
  TouchedBinding,
  VisibleStatus,
} from './session-store.ts';
