import { checkInstance, checkService, checkSlots } from '../check.ts';
import { Holdings } from '../holdings.ts';
import type { Registry } from '../registry.ts';
import { claimSlot } from './claim-slot.ts';
import { EtcdConnection } from './connection.ts';
import { EtcdView } from './etcd-view.ts';
import { encodeInstance, instanceKey } from './keys.ts';
import { LeasedKey } from './leased-key.ts';
import { type EtcdRegistryOptions, settingsOf } from './options.ts';

/**
 * A registry in etcd 3.4 or newer, for services that are processes of their own.
 *
 * `register`, `watch` and `claimSlot` throw ParleyError `unavailable` when etcd does not answer within
 * `requestTimeoutMs`. Once they have succeeded they outlive any absence of etcd by themselves, except a
 * claim, which is lost after nine tenths of its lease.
 *
 * @throws ParleyError `invalid_request` naming a bad option.
 */
export function createEtcdRegistry(options: EtcdRegistryOptions): Registry {
  const settings = settingsOf(options);
  const { prefix, leaseMs, logger } = settings;
  const connection = new EtcdConnection(settings);
  const holdings = new Holdings();
  return {
    register: async instance => {
      holdings.assertOpen();
      checkInstance(instance);
      const key = instanceKey(prefix, instance);
      const value = encodeInstance(instance);
      const entry = { connection, key, value, leaseMs, exclusive: false, logger };
      const held = await LeasedKey.open(entry);
      return { close: await holdings.hold(async () => held?.close()) };
    },
    watch: async service => {
      holdings.assertOpen();
      checkService(service);
      const view = await EtcdView.open(connection, settings, service);
      const close = await holdings.hold(() => view.close());
      return {
        get current() {
          return view.current;
        },
        onChange: view.onChange,
        close,
      };
    },
    claimSlot: async (name, count) => {
      holdings.assertOpen();
      checkSlots(name, count);
      const { slot, held } = await claimSlot(connection, settings, name, count);
      const close = await holdings.hold(() => held.close());
      return { slot, onLost: listener => held.onLost(listener), close };
    },
    close: async () => {
      await holdings.close();
      connection.close();
    },
  };
}
