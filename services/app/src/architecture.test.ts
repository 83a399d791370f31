import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../../..');

interface Rule {
  /** Which files. */
  from: RegExp;
  /** Which imports they must not have. */
  never: RegExp;
  because: string;
}

const SERVICE = '@parley/(api|connect|logic|task|app)';
const ADAPTER = '@parley/[^/]+/(memory|static|etcd|redis|sqlite|postgres|mysql|directory)';
const DRIVER = '(ioredis|etcd3|typeorm|better-sqlite3|pg)';

/** The arrows run one way: services → packages → core. Each line says why. */
const rules: readonly Rule[] = [
  {
    from: /^packages\/core\//,
    never: /^(?!\.)/,
    because: 'core is under everything, runs in the browser too, and needs nobody',
  },
  {
    from: /^packages\//,
    never: new RegExp(`^${SERVICE}(/|$)`),
    because: 'packages never know the services',
  },
  {
    from: /^packages\/(wire|client)\/src\/(?!node)/,
    never: /^(node:|@parley\/(?!core$|wire(\/|$)))/,
    because: 'the wire and the SDK run in browsers',
  },
  {
    from: /^packages\/checker\//,
    never: /^(?!\.|@parley\/(core|wire)$)/,
    because: 'the checker judges by what is promised and must not know how it is kept',
  },
  {
    from: /^(?!packages\/chaos\/)/,
    never: /^@parley\/chaos(\/|$)/,
    because: 'what breaks things on purpose has no place in the product',
  },
  {
    from: /^(?!packages\/bench\/)/,
    never: /^@parley\/bench(\/|$)/,
    because: 'what measures the product is no part of it',
  },
  {
    from: /^services\/(?!app\/)/,
    never: new RegExp(`^${SERVICE}(/|$)`),
    because: 'services meet only through the contracts, so that each can run alone',
  },
  {
    from: /^services\/(?!app\/)/,
    never: new RegExp(`^${ADAPTER}(/|$)`),
    because: 'only the composition root picks adapters',
  },
  {
    from: /^(services|site)\//,
    never: new RegExp(`^${DRIVER}(/|$)`),
    because: 'drivers live in adapters',
  },
  {
    from: /^packages\/(?!redis\/|testing\/|bench\/src\/peers\/)/,
    never: /^ioredis(\/|$)/,
    because: 'the driver of Redis is known to packages/redis alone',
  },
  {
    from: /^packages\/(?!(queue|session-store)\/src\/redis\/)/,
    never: /^@parley\/redis(\/|$)/,
    because: 'Redis is known to its adapters alone',
  },
  {
    from: /^packages\/(?!registry\/src\/etcd\/)/,
    never: /^etcd3(\/|$)/,
    because: 'etcd is known to its adapter alone',
  },
  {
    from: /^packages\/(?!store\/)/,
    never: /^(typeorm|better-sqlite3|pg)(\/|$)/,
    because: 'databases are known to the store alone',
  },
  {
    from: /^services\/(connect|api)\//,
    never: /^@parley\/(store|queue|session-store)(\/|$)/,
    because: 'logic is the only writer of the database and the only asker of the session store',
  },
  {
    from: /^services\/task\//,
    never: /^@parley\/store(\/|$)/,
    because: 'task routes and never reads the database',
  },
  {
    from: /^site\//,
    never: /^@parley\/(?!client(\/|$)|wire$|core$)/,
    because: 'the page is a client like any other: it uses the SDK and nothing else',
  },
  {
    from: /^(packages\/(?!(testing|chaos|bench)\/)|services\/|site\/|main\.ts)/,
    never: /^@parley\/testing(\/|$)/,
    because: 'what starts test servers has no place in the product',
  },
  {
    from: /./,
    never: /^\.\.?\/.*\/(packages|services)\/|^@parley\/[^/]+\/src\//,
    because: 'other packages are imported by their name and their public entry',
  },
];

const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;

function importsOf(source: string): string[] {
  return [...source.matchAll(IMPORT)].map(match => match[1] ?? match[2] ?? '');
}

function violations(file: string, source: string): string[] {
  return importsOf(source).flatMap(name =>
    rules
      .filter(rule => rule.from.test(file) && rule.never.test(name))
      .map(rule => `${file} imports ${name}: ${rule.because}`),
  );
}

const isProduct = (file: string) =>
  !/(^|\/)(node_modules|dist|generated|conformance|test)\//.test(file) &&
  !/\.test\.tsx?$/.test(file);

test('no product file has a forbidden import', () => {
  const files = globSync(['{packages,services,site}/**/*.{ts,tsx}', 'main.ts'], {
    cwd: root,
    exclude: name => /node_modules|^dist$/.test(name),
  })
    .map(file => file.replaceAll('\\', '/'))
    .filter(isProduct);
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(file => violations(file, readFileSync(join(root, file), 'utf8')))).toEqual(
    [],
  );
});

test.each([
  ['packages/core/src/ids.ts', "import { readFileSync } from 'node:fs';"],
  ['packages/queue/src/queue.ts', "import { createLogic } from '@parley/logic';"],
  ['packages/wire/src/frames.ts', "import { join } from 'node:path';"],
  ['packages/client/src/client.ts', "export { x } from '@parley/store';"],
  ['packages/checker/src/record/record-client.ts', "import { Api } from '@parley/client';"],
  ['services/connect/src/hub/hub.ts', "import type { X } from '@parley/logic';"],
  ['services/logic/src/index.ts', "import { createRedisQueue } from '@parley/queue/redis';"],
  ['services/task/src/index.ts', "const { Redis } = await import('ioredis');"],
  ['packages/store/src/store.ts', "import { Redis } from 'ioredis';"],
  ['packages/queue/src/redis/take.ts', "import { Redis } from 'ioredis';"],
  ['packages/queue/src/memory/index.ts', "import { RedisConnection } from '@parley/redis';"],
  ['packages/queue/src/queue.ts', "import { Etcd3 } from 'etcd3';"],
  ['packages/rpc/src/server.ts', "import pg from 'pg';"],
  ['services/connect/src/index.ts', "import type { Store } from '@parley/store';"],
  ['services/task/src/index.ts', "import type { Store } from '@parley/store';"],
  ['site/src/app.tsx', "import { hash } from '@parley/store';"],
  ['services/api/src/index.ts', "import { startRedis } from '@parley/testing';"],
  ['services/logic/src/index.ts', "import { x } from '../../../packages/core/src/ids.ts';"],
])('a planted violation in %s is found: %s', (file, source) => {
  expect(violations(file, source)).not.toEqual([]);
});

test('every import form is read', () => {
  const source = `import a from 'a';\nimport {\n  b,\n} from "b";\nexport * from 'c';\nimport 'd';\nawait import('e');`;
  expect(importsOf(source)).toEqual(['a', 'b', 'c', 'd', 'e']);
});
