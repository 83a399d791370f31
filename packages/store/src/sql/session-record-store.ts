import { type DataSource, In, LessThanOrEqual } from 'typeorm';
import type { SessionRecordStore } from '../accounts.ts';
import type { Entities } from '../entities/entities.ts';
import { chunks, findByIds, readByIds } from './by-id.ts';
import { isId, requireId } from './ids.ts';
import { OWNERS, type RawOwner, SESSIONS_BY_ID } from './rows.ts';
import type { RunSql } from './run-sql.ts';
import { requireStorable } from './text.ts';

export function createSessionRecordStore(
  dataSource: DataSource,
  { sessions }: Entities,
  runSql: RunSql,
): SessionRecordStore {
  const repository = dataSource.getRepository(sessions);
  return {
    async create(session) {
      requireId('sessionId', session.sessionId);
      requireId('userId', session.userId);
      requireStorable('deviceName', session.deviceName);
      const insert = repository.createQueryBuilder().insert().updateEntity(false);
      await insert.values(session).execute();
    },

    find: sessionIds => findByIds(runSql, SESSIONS_BY_ID, sessionIds),

    async owners(sessionIds) {
      const rows = await readByIds<RawOwner>(runSql, OWNERS, sessionIds);
      return new Map(rows.map(row => [String(row.session_id), String(row.user_id)]));
    },

    async listByUser(userId) {
      if (!isId(userId)) return [];
      return repository.find({
        where: { userId },
        order: { createdAtMs: 'ASC', sessionId: 'ASC' },
      });
    },

    // The database compares and sets in one statement: of two at once, the second finds no row.
    async rotate(sessionId, expectedHash, next) {
      if (!isId(sessionId)) return false;
      const { refreshHash, refreshExpiresAtMs, lastSeenAtMs } = next;
      const { affected } = await repository.update(
        { sessionId, refreshHash: expectedHash },
        { refreshHash, refreshExpiresAtMs, lastSeenAtMs },
      );
      return affected === 1;
    },

    async revoke(sessionIds) {
      let revoked = 0;
      for (const chunk of chunks([...new Set(sessionIds)].filter(isId))) {
        const { affected } = await repository.delete(chunk);
        revoked += affected ?? 0;
      }
      return revoked;
    },

    // Without an index: a table of sessions is small, and this comes a few times an hour.
    async purgeExpired(nowMs, limit) {
      const refreshExpiresAtMs = LessThanOrEqual(nowMs);
      const where = { refreshExpiresAtMs };
      const found = await repository.find({ select: { sessionId: true }, where, take: limit });
      let purged = 0;
      for (const chunk of chunks(found.map(({ sessionId }) => sessionId))) {
        // Asked again: it may have been refreshed meanwhile.
        const { affected } = await repository.delete({ sessionId: In(chunk), refreshExpiresAtMs });
        purged += affected ?? 0;
      }
      return purged;
    },
  };
}
