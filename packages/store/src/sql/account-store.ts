import type { DataSource } from 'typeorm';
import type { AccountStore } from '../accounts.ts';
import type { Entities } from '../entities/entities.ts';
import { findByIds } from './by-id.ts';
import { requireId } from './ids.ts';
import { foldName, isStorable, prefixRange, requireStorable } from './text.ts';

export function createAccountStore(dataSource: DataSource, { users }: Entities): AccountStore {
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

    findByIds: userIds => findByIds(repository, 'userId', userIds),

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
  };
}
