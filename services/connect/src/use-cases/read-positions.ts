import type { LogicGateway } from '@parley/rpc';
import type { PositionsFrame } from '@parley/wire';
import type { Channel, Identity } from '../channel/channel.ts';
import { positionsFrame } from '../frames/server-frames.ts';
import type { Answer } from './answer.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  answer: Answer;
}

export type ReadPositions = (
  channel: Channel,
  identity: Identity,
  frame: PositionsFrame,
) => Promise<void>;

/** Answers with how far the members of conversations are, as logic says it. */
export function createReadPositions({ logic, answer }: Ports): ReadPositions {
  return (channel, { userId, caller }, { id, conversationIds }) =>
    answer(channel, id, async () =>
      positionsFrame(id, await logic.exchange('positions', { caller, conversationIds }, userId)),
    );
}
