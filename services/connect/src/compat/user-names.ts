import type { Caller } from '@parley/contracts';
import type { UserId } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';

/** Names that are kept; the oldest go. */
const MAX_KNOWN = 10_000;
/** Users that one question may be about. */
const MAX_ASKED = 100;

/** What people are called. A name never changes, so it is asked for once. */
export class UserNames {
  private readonly logic: Pick<LogicGateway, 'unary'>;
  private readonly known = new Map<UserId, string>();

  constructor(logic: Pick<LogicGateway, 'unary'>) {
    this.logic = logic;
  }

  /** Undefined when it has to be learned first. */
  of(userId: UserId): string | undefined {
    return this.known.get(userId);
  }

  /** On behalf of who will hear them. Who does not exist is called ''. @throws ParleyError what logic throws. */
  async learn(userIds: readonly UserId[], caller: Caller): Promise<void> {
    for (let at = 0; at < userIds.length; at += MAX_ASKED) {
      const some = userIds.slice(at, at + MAX_ASKED);
      const { users } = await this.logic.unary('getUsers', { caller, userIds: some });
      const names = new Map(users.map(({ userId, name }) => [userId, name]));
      for (const userId of some) this.known.set(userId, names.get(userId) ?? '');
    }
    for (const userId of this.known.keys()) {
      if (this.known.size <= MAX_KNOWN) break;
      this.known.delete(userId);
    }
  }
}
