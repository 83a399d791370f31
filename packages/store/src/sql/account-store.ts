import type { UserId } from '@parley/core';
import { type DataSource, In, LessThan, MoreThan } from 'typeorm';
import type { AccountStore, PresenceRecord } from '../accounts.ts';
import type { Entities } from '../entities/entities.ts';
import { chunks, findByIds, readByIds } from './by-id.ts';
import { isId, requireId } from './ids.ts';
import { PRESENCE, type RawPresence, USERS_BY_ID } from './rows.ts';
import type { RunSql } from './run-sql.ts';
import { foldName, isStorable, prefixRange, requireStorable } from './text.ts';

export function createAccountStore(
  dataSource: DataSource,
  { users }: Entities,
  runSql: RunSql,
): AccountStore {
  const repository = dataSource.getRepository(users);
  return {
    async create(user) {
      requireId('userId', user.userId);
      requireStorable('name', user.name);
      requireStorable('displayName', user.displayName);
      const keys = { nameKey: foldName(user.name), displayNameKey: foldName(user.displayName) };
      const insert = repository.createQueryBuilder().insert().updateEntity(false);
      await insert.values({ ...user, ...keys }).execute();
    },

    async findByName(name) {
      if (!isStorable(name)) return undefined;
      return (await repository.findOneBy({ nameKey: foldName(name) })) ?? undefined;
    },

    findByIds: userIds => findByIds(runSql, USERS_BY_ID, userIds),

    async replacePasswordHash(userId, expected, next) {
      if (isId(userId))
        await repository.update({ userId, passwordHash: expected }, { passwordHash: next });
    },

    async search(prefix, limit) {
      if (!isStorable(prefix)) return [];
      return repository
        .createQueryBuilder('user')
        .where('user.nameKey >= :from AND user.nameKey < :below')
        .orWhere('user.displayNameKey >= :from AND user.displayNameKey < :below')
        .setParameters(prefixRange(prefix))
        .orderBy('user.nameKey')
        .limit(limit)
        .getMany();
    },

    async findPresence(userIds) {
      const found = new Map<UserId, PresenceRecord>();
      for (const row of await readByIds<RawPresence>(runSql, PRESENCE, userIds)) {
        const lastSeenAtMs = Number(row.last_seen_at_ms);
        found.set(String(row.user_id), { mode: row.presence_mode, lastSeenAtMs });
      }
      return found;
    },

    async setPresenceMode(userId, mode) {
      if (isId(userId)) await repository.update({ userId }, { presenceMode: mode });
    },

    // In one order, so that two writers wait for each other instead of blocking each other.
    async markSeen(userIds, seenAtMs) {
      for (const chunk of chunks([...new Set(userIds)].filter(isId).sort())) {
        const where = { userId: In(chunk), lastSeenAtMs: LessThan(seenAtMs) };
        await repository.update(where, { lastSeenAtMs: seenAtMs });
      }
    },

    async isAdmin(userId) {
      if (!isId(userId)) return false;
      return repository.existsBy({ userId, adminSinceMs: MoreThan(0) });
    },

    async setAdmin(userId, sinceMs) {
      if (!isId(userId)) return false;
      const adminSinceMs = sinceMs === undefined ? MoreThan(0) : 0;
      await repository.update({ userId, adminSinceMs }, { adminSinceMs: sinceMs ?? 0 });
      // Not what the update counts: databases differ on rows that stay as they are.
      return repository.existsBy({ userId });
    },

    async listAdmins() {
      const rows = await repository
        .createQueryBuilder('user')
        .addSelect('user.adminSinceMs')
        .where('user.adminSinceMs > 0')
        .orderBy('user.nameKey')
        .getMany();
      return rows.map(({ adminSinceMs, ...user }) => ({ user, sinceMs: adminSinceMs }));
    },
  };
}
