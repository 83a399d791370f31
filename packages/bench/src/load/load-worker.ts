/** One load process: carries out what its parent asks for, one thing after the other. */
import { findDriver } from '../drivers/index.ts';
import { LoadClient } from './load-client.ts';
import { findLines } from './make-lines.ts';
import type { LoadAnswer, LoadCommand, LoadRequest } from './protocol.ts';
import { runLoad } from './run-load.ts';

let client: LoadClient | undefined;
let nextNumber = 0;

function current(): LoadClient {
  if (client === undefined) throw new Error('the load process has not been set up');
  return client;
}

const tell = (answer: LoadAnswer) => void process.send?.(answer);

async function carryOut(command: LoadCommand): Promise<unknown> {
  switch (command.do) {
    case 'setup':
      client?.close();
      client = new LoadClient(
        command.setup,
        await findDriver(command.setup.driver),
        await findLines(command.setup.reader),
      );
      nextNumber = command.setup.firstNumber;
      return undefined;
    case 'open':
      return await current().open(command.count, command.concurrency);
    case 'run': {
      const result = await runLoad(current(), command.plan, nextNumber, window => tell({ window }));
      nextNumber += result.sent;
      return result;
    }
    case 'cut':
      current().cut();
      return undefined;
    default:
      return command satisfies never;
  }
}

process.on('message', ({ id, command }: LoadRequest) => {
  carryOut(command).then(
    result => tell({ id, result }),
    (error: unknown) => tell({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
// The parent has gone, or wants no more.
process.on('disconnect', () => {
  client?.close();
  process.exit(0);
});
