import { expect, it } from '@jest/globals';
import { describeRegistry } from '../conformance/describe-registry.ts';
import { LOGIC_1 } from '../conformance/sample-instances.ts';
import { MemoryRegistryHub } from './hub.ts';
import { createMemoryRegistry } from './memory-registry.ts';

describeRegistry('memory', async () => {
  const hub = new MemoryRegistryHub();
  return {
    open: async () => createMemoryRegistry({ hub }),
    close: async () => {
      expect(hub.changed.size).toBe(0);
    },
  };
});

it('keeps clusters apart that share no hub', async () => {
  const one = createMemoryRegistry();
  const another = createMemoryRegistry();
  await one.register(LOGIC_1);
  expect((await another.watch('logic')).current.size).toBe(0);
  expect((await one.watch('logic')).current.size).toBe(1);
  await Promise.all([one.close(), another.close()]);
});
