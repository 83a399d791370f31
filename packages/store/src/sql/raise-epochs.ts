import type { DataSource } from 'typeorm';
import type { Entities } from '../entities/entities.ts';
import type { EventLog } from '../event-log.ts';
import { chunks } from './by-id.ts';
import { isId } from './ids.ts';

export function createRaiseEpochs(
  dataSource: DataSource,
  { conversations }: Entities,
): EventLog['raiseEpochs'] {
  const raise = () =>
    dataSource
      .getRepository(conversations)
      .createQueryBuilder()
      .update()
      .updateEntity(false)
      .set({ epoch: () => 'CASE WHEN epoch < :atLeast THEN :atLeast ELSE epoch + 1 END' });
  return async (atLeast, conversationIds) => {
    if (conversationIds === 'all') {
      const { affected } = await raise().setParameters({ atLeast }).execute();
      return affected ?? 0;
    }
    let raised = 0;
    for (const chunk of chunks([...new Set(conversationIds)].filter(isId))) {
      const some = raise().where('conversation_id IN (:...chunk)', { chunk, atLeast });
      raised += (await some.execute()).affected ?? 0;
    }
    return raised;
  };
}
