import { describe, expect, it } from '@jest/globals';
import { describeRegistry } from '../conformance/describe-registry.ts';
import { LOGIC_1, LOGIC_2, TASK_1 } from '../conformance/sample-instances.ts';
import { createStaticRegistry } from './static-registry.ts';

const FIXED = 'the list is fixed';
const ONE_SLOT = 'a process has the one slot of its configuration';

describeRegistry(
  'static',
  async () => ({
    open: async () =>
      createStaticRegistry({ instances: [LOGIC_1, LOGIC_2, TASK_1], workerSlot: 0 }),
    close: async () => {},
  }),
  {
    'a view follows those who come and go, and says so after it has changed': FIXED,
    'registering an id again replaces it, and the late close of the first changes nothing': FIXED,
    'closing a registration twice takes nothing else out': FIXED,
    'a listener that has gone and a view that is closed hear nothing': FIXED,
    'closing a registry takes out its own entries and no others': FIXED,
    'the lowest free number is claimed, and a closed claim frees its number': ONE_SLOT,
    'claims at the same moment get different numbers': ONE_SLOT,
    'a claim is refused when all numbers are taken': ONE_SLOT,
    'closing a registry frees its numbers and no others': ONE_SLOT,
  },
);

describe('static registry', () => {
  const open = (workerSlot?: number) =>
    createStaticRegistry({
      instances: [LOGIC_1],
      ...(workerSlot === undefined ? {} : { workerSlot }),
    });

  it('shows a listed instance that has not registered, and after it has gone', async () => {
    const registry = open();
    const view = await registry.watch('logic');
    expect([...view.current.values()]).toEqual([LOGIC_1]);
    await (await registry.register(LOGIC_1)).close();
    expect([...view.current.values()]).toEqual([LOGIC_1]);
    await registry.close();
  });

  it('lets a listed instance listen elsewhere, and shows the listed address', async () => {
    const registry = open();
    await registry.register({ ...LOGIC_1, address: '0.0.0.0:7001' });
    expect((await registry.watch('logic')).current.get('logic-1')).toEqual(LOGIC_1);
    await registry.close();
  });

  it('refuses an instance that is not listed, also one listed for another service', async () => {
    const registry = open();
    for (const instance of [LOGIC_2, TASK_1]) {
      await expect(registry.register(instance)).rejects.toMatchObject({
        code: 'invalid_request',
        details: { field: 'instanceId', value: instance.instanceId },
      });
    }
    await registry.close();
  });

  it('gives the configured slot to one holder at a time', async () => {
    const registry = open(7);
    const claim = await registry.claimSlot('worker', 8);
    expect(claim.slot).toBe(7);
    await expect(registry.claimSlot('worker', 8)).rejects.toMatchObject({ code: 'limit_reached' });
    await claim.close();
    expect((await registry.claimSlot('worker', 8)).slot).toBe(7);
    await registry.close();
  });

  it.each([undefined, -1, 1.5, 8])('refuses a claim when the configured slot is %s', async slot => {
    const registry = open(slot);
    await expect(registry.claimSlot('worker', 8)).rejects.toMatchObject({
      code: 'invalid_request',
      details: { field: 'workerSlot' },
    });
    await registry.close();
  });

  it('refuses a list with a bad or a doubled instance', () => {
    const bad = { ...LOGIC_1, address: 'nowhere' };
    expect(() => createStaticRegistry({ instances: [bad] })).toThrow('address');
    expect(() => createStaticRegistry({ instances: [LOGIC_1, LOGIC_1] })).toThrow('each instance');
  });
});
