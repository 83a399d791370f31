import type { FaultKind } from './fault.ts';

/** A client that does not read what it is sent, while much is sent to it. */
export const SLOW_READER: FaultKind = {
  name: 'slow-reader',
  about: 'a client does not read, while somebody writes to it without end',
  fits: () => true,
  async inflict({ slowReader, claim, begin, hold }) {
    await claim(['slow-reader']);
    begin();
    const evidence = await slowReader.stopReading(hold);
    return { target: 'one client', evidence };
  },
};
