import { choice, flag, integer } from '../setting.ts';

/** What is spoken beside our own protocol, for clients that were made for other systems (docs/compat.md). */
export const compat = {
  gochat: flag({
    initial: true,
    about:
      "Whether clients that were made for LockGit/gochat can use its HTTP interface on the API's port, and its WebSocket and TCP on connect's.",
  }),
  assignment: choice({
    of: ['auto', 'off', 'microseconds', 'seconds'],
    initial: 'auto',
    about:
      "Whether /ping, /api/send and /api/pull are served on the API's port, and in what their clients count time. Anybody who reaches the port can write there under any name, apart from all accounts. auto: microseconds with demo, else off.",
  }),
  assignmentPerSecond: integer({
    initial: 2_000,
    min: 1,
    max: 1_000_000,
    about: 'Such requests in a second from one address; beyond it 429.',
  }),
};
