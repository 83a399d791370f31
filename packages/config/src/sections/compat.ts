import { flag } from '../setting.ts';

/** What is spoken beside our own protocol, for clients that were made for other systems (docs/compat.md). */
export const compat = {
  gochat: flag({
    initial: true,
    about:
      "Whether clients that were made for LockGit/gochat can use its HTTP interface on the API's port and its WebSocket on connect's.",
  }),
};
