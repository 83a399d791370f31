import type { Config } from '@parley/config';
import type { ModuleName } from './arguments.ts';
import type { Endpoint } from './modules/module.ts';

/** What a person reads when it has started. */
export function greeting(
  module: ModuleName,
  config: Config,
  endpoints: readonly Endpoint[],
): string {
  const rows = endpoints.map(({ name, url }) => [name, url]);
  if (module === 'all') rows.push(['Data', config.dataDirectory]);
  const width = Math.max(...rows.map(([name = '']) => name.length));
  const lines = rows.map(([name = '', value]) => `  ${name.padEnd(width)}   ${value}`);
  const demo = config.demo
    ? ['', '  Demo users: demo, test, admin. Their password is 111111.']
    : [];
  const title = module === 'all' ? 'Parley is running.' : `Parley's ${module} is running.`;
  return ['', `  ${title}`, '', ...lines, ...demo, '', '  Ctrl-C stops it.', ''].join('\n');
}
