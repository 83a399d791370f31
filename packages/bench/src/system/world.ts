import type { Person } from '../drivers/driver.ts';

/** What there is before the load begins. Members are indices of people. */
export interface WorldPlan {
  people: number;
  conversations: readonly { kind: 'direct' | 'group' | 'room'; members: readonly number[] }[];
  /** People hold the short tokens of clients that know no refresh. Default: those of our own clients. */
  opaqueTokens?: boolean;
}

export interface World {
  people: Person[];
  /** The ids of the plan's conversations, in order. */
  conversations: string[];
}

/** The same world for a server that knows no people: every conversation a channel that its members join. */
export function channelWorld(plan: WorldPlan): World {
  const conversations = plan.conversations.map((_, i) => `c${i}`);
  const people = Array.from({ length: plan.people }, (_, i) => ({
    token: '',
    userId: `${i}`,
    deviceId: `bench-${i}`,
    subscribeTo: [] as string[],
  }));
  plan.conversations.forEach(({ members }, i) => {
    for (const member of members) people[member]?.subscribeTo.push(`c${i}`);
  });
  return { people, conversations };
}
