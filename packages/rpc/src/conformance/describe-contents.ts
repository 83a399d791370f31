import { afterEach, describe, expect, it } from '@jest/globals';
import type { Call__Output, Dispatch__Output } from '@parley/contracts';
import { silentLogger } from '@parley/core';
import { servePush } from '../serve-push.ts';
import { createLogicTiers } from '../test/logic-tiers.ts';
import type { Tiers } from '../test/tiers.ts';

/** What arrives, against what was sent. */
export function describeContents(create: () => Tiers): void {
  describe('contents', () => {
    const logicTiers = createLogicTiers(create());
    const { tiers, instance } = logicTiers;
    afterEach(() => logicTiers.close());

    it('what was not set has its default', async () => {
      const got: Dispatch__Output[] = [];
      const handle = async (dispatches: Dispatch__Output[]) => {
        got.push(...dispatches);
        return { deliveries: 1 };
      };
      await tiers.serve('connect', 'c1', { push: servePush({ logger: silentLogger, handle }) });
      const connect = await tiers.connect();
      await connect.push('c1', [{ audience: { everyone: true } }, {}]);
      const empty = {
        conversationId: '',
        seq: 0,
        audience: null,
        event: Buffer.alloc(0),
        subscriptions: [],
        closeSessionId: '',
        onlyServerId: '',
        attempts: 0,
        committedAtMs: 0,
        membersSeq: 0,
        signal: Buffer.alloc(0),
      };
      expect(got).toEqual([{ ...empty, audience: { everyone: true, to: 'everyone' } }, empty]);
    });

    it('an optional field tells 0 from nothing, and what nobody knows is left out', async () => {
      const { seen } = await instance('a', { handle: async () => ({ heads: {} }) });
      const logic = await tiers.logic();
      const known = [
        { conversationId: '7', seq: 1, readSeq: 0, strange: 1 },
        { conversationId: '8', seq: 1 },
      ];
      await logic.exchange('heads', { known }, '1');
      expect(seen.calls[0]?.heads?.known).toEqual([
        { conversationId: '7', seq: 1, epoch: 0, readSeq: 0, _readSeq: 'readSeq' },
        { conversationId: '8', seq: 1, epoch: 0 },
      ]);
    });

    it('neither side changes what the other one has', async () => {
      const answer = { heads: { gone: ['7'] } };
      const { seen } = await instance('a', {
        handle: async (call: Call__Output) => {
          call.heads?.known?.pop();
          if (call.heads?.session) call.heads.session.userId = 'somebody else';
          return answer;
        },
      });
      const logic = await tiers.logic();
      const call = { session: { userId: '1', sessionId: '2' }, known: [{ conversationId: '7' }] };
      const reply = await logic.exchange('heads', call, '1');
      reply.gone.push('8');
      expect(seen.calls[0]?.heads?.known).toEqual([]);
      expect(call).toEqual({
        session: { userId: '1', sessionId: '2' },
        known: [{ conversationId: '7' }],
      });
      expect(answer).toEqual({ heads: { gone: ['7'] } });
    });
  });
}
