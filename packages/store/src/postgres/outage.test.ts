import { startPostgres } from '@parley/testing';
import pg from 'pg';
import { describeOutages } from '../conformance/outages.ts';
import { openPostgresStore } from './open-postgres-store.ts';

describeOutages('postgres', {
  start: startPostgres,
  open: openPostgresStore,
  async connect(url) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return {
      query: sql => client.query(sql),
      async killOthers() {
        await client.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'parley'",
        );
      },
      end: () => client.end(),
    };
  },
});
