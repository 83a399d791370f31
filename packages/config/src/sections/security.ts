import { choice, integer, secret, text } from '../setting.ts';

const HOUR_MS = 3_600_000;

// Who may come in: between the tiers, and from outside.

export const tiers = {
  secret: secret({
    about: 'Shared by all tiers, at least 16 characters; or use the certificates below.',
  }),
  caFile: text({ initial: '', about: "Mutual TLS: the authority's certificate (PEM)." }),
  certFile: text({ initial: '', about: "Mutual TLS: this process's certificate (PEM)." }),
  keyFile: text({ initial: '', about: "Mutual TLS: this process's key (PEM)." }),
};

export const auth = {
  jwtSecret: secret({
    about:
      'Signs access tokens, at least 32 characters. To change it, write the new one before the old one, separated by a comma.',
  }),
  accessTtlMs: integer({
    initial: HOUR_MS / 4,
    min: 10_000,
    max: 24 * HOUR_MS,
    about: 'Life of an access token, in ms.',
  }),
  refreshTtlMs: integer({
    initial: 30 * 24 * HOUR_MS,
    min: 60_000,
    max: 400 * 24 * HOUR_MS,
    about: 'A device that is not used for this time is signed out, in ms.',
  }),
  refreshGraceMs: integer({
    initial: 60_000,
    min: 0,
    max: HOUR_MS / 6,
    about:
      'How long a device whose refresh was answered in vain may ask again with the same token, in ms; 0: not at all.',
  }),
  opaqueTtlMs: integer({
    initial: 24 * HOUR_MS,
    min: 60_000,
    max: 400 * 24 * HOUR_MS,
    about: 'How long a session lasts whose client knows no refresh, in ms.',
  }),
  registration: choice({
    of: ['open', 'closed'],
    initial: 'open',
    about: 'Whether people can make their own accounts.',
  }),
  passwordMinChars: integer({
    initial: 8,
    min: 6,
    max: 64,
    about: 'The shortest password, in characters.',
  }),
  signInsPerMinute: integer({
    initial: 30,
    min: 1,
    max: 1_000_000,
    about: 'Tries to sign in or register, per address and minute.',
  }),
};
