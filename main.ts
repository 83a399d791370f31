import { run } from '@parley/app';

process.exitCode = await run(process.argv.slice(2), process.env);
