import type { PoolOptions } from 'mysql2';
import { DataSource } from 'typeorm';
import { createEntities } from '../entities/entities.ts';
import type { ServerOptions } from '../sql/server-options.ts';
import { createPool } from './create-pool.ts';
import { Initial0000000000001 } from './migrations/0001-initial.ts';
import { People0000000000002 } from './migrations/0002-people.ts';

const CONNECT_TIMEOUT_MS = 5_000;

/** TypeORM knows MySQL and MariaDB apart only where it reads and changes tables; the driver is the same. */
export function createMysqlDataSource({ url, poolSize, ...settings }: Required<ServerOptions>) {
  const entities = createEntities({ int64: 'bigint', sized: true, outbox: 'column' });
  const dataSource = new DataSource({
    type: 'mariadb',
    driver: { createPool: (options: PoolOptions) => createPool(options, settings) },
    url,
    poolSize,
    charset: 'utf8mb4',
    connectTimeout: CONNECT_TIMEOUT_MS,
    // The driver reads the options that a URL may end in, of which TypeORM knows nothing: `?ssl={}`.
    extra: { uri: url },
    entities: Object.values(entities),
    migrations: [Initial0000000000001, People0000000000002],
    migrationsRun: false,
    synchronize: false,
    logging: false,
  });
  return { dataSource, entities };
}
