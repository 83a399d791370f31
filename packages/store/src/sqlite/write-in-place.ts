import type { WriteHome } from './write-home.ts';
import type { Write } from './writer.ts';

/** On the connection of everything else: a call runs to its end before anything else can begin. */
export function writeInPlace(write: Write): WriteHome {
  return {
    send: async call => {
      const [outcome] = write([call]);
      if (outcome && 'value' in outcome) return outcome.value;
      throw outcome?.error;
    },
    alone: work => work(),
    close: async () => {},
  };
}
