export type { Binding, SessionStore } from './session-store.ts';
