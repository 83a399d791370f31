import { startMariadb } from '@parley/testing';
import mysql from 'mysql2/promise';
import { describeOutages } from '../conformance/outages.ts';
import { openMysqlStore } from './open-mysql-store.ts';

describeOutages('mariadb', {
  start: startMariadb,
  open: openMysqlStore,
  async connect(url) {
    const connection = await mysql.createConnection(url);
    return {
      query: sql => connection.query(sql),
      async killOthers() {
        const [others] = await connection.query<mysql.RowDataPacket[]>(
          `SELECT id FROM information_schema.processlist
           WHERE db = DATABASE() AND id <> CONNECTION_ID()`,
        );
        for (const { id } of others) await connection.query('KILL CONNECTION ?', [Number(id)]);
      },
      end: () => connection.end(),
    };
  },
});
