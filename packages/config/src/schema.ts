import { blobs, queue, redis, registry, sessionStore, store } from './sections/backends.ts';
import { compat } from './sections/compat.ts';
import { auth, tiers } from './sections/security.ts';
import { api, connect, logic, presence, site, task } from './sections/services.ts';
import { choice, flag, integer, type Setting, text } from './setting.ts';

/**
 * Every setting of Parley: types, defaults, units, bounds, the environment's names, the flags, the
 * help and the example file are all made from this.
 */
export const schema = {
  production: flag({
    initial: false,
    about: 'Refuses what is only good for trying out: demo users, missing secrets.',
  }),
  demo: flag({
    initial: false,
    about: 'Makes the users demo, test and admin (password 111111) and a lobby with some history.',
  }),
  dataDirectory: text({ initial: './data', about: 'Where an embedded node keeps its files.' }),
  workers: integer({
    initial: 1,
    min: 1,
    max: 256,
    about:
      'Processes of this module (connect, api, logic or task) on this machine, which share its port; Linux.',
  }),
  shutdownMs: integer({
    initial: 10_000,
    min: 0,
    max: 600_000,
    about: 'How long a stop may take before what is left is cut, in ms.',
  }),
  log: {
    level: choice({
      of: ['debug', 'info', 'warn', 'error', 'silent'],
      initial: 'info',
      about: 'The least important line that is written.',
    }),
    pretty: flag({ initial: false, about: 'Lines for people instead of JSON.' }),
  },
  registry,
  redis,
  queue,
  sessionStore,
  store,
  blobs,
  tiers,
  auth,
  logic,
  task,
  connect,
  presence,
  api,
  site,
  compat,
};

export type Schema = typeof schema;

/** The values of a tree of settings. */
export type Values<S> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : Values<S[K]>;
};

export type Config = Values<Schema>;
