import type { Queue } from '@parley/queue';
import type { ConnectGateway, GatewayLoad } from '@parley/rpc';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export type TaskMetrics = ReturnType<typeof createTaskMetrics>;

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What task counts. The sources are asked whenever the metrics are read. */
export function createTaskMetrics(
  registry: Registry,
  sources: Pick<Queue, 'depth'> & Pick<ConnectGateway, 'load'>,
) {
  const registers = [registry];
  registerLoad(registers, sources.load);
  const depth = new Gauge({
    name: 'parley_task_queue_depth',
    help: 'What the queue holds: waiting, postponed (retries), dead (dead letters).',
    labelNames: ['state'],
    registers,
    async collect() {
      try {
        for (const [state, count] of Object.entries(await sources.depth())) {
          this.set({ state }, count);
        }
      } catch {
        // A queue that does not answer has no depth; the other metrics are still worth reading.
        this.reset();
      }
    },
  });
  return {
    depth,
    itemsInHand: new Gauge({
      name: 'parley_task_items_in_hand',
      help: 'Queue items of the batches in hand.',
      registers,
    }),
    items: new Counter({
      name: 'parley_task_items_total',
      help: 'Queue items done.',
      registers,
    }),
    rejectedBatches: new Counter({
      name: 'parley_task_rejected_batches_total',
      help: 'Batches that were not done and came again.',
      registers,
    }),
    pushes: new Counter({
      name: 'parley_task_pushes_total',
      help: 'Pushes to connect nodes, by result: ok, failed.',
      labelNames: ['result'],
      registers,
    }),
    pushSeconds: new Histogram({
      name: 'parley_task_push_seconds',
      help: 'Time of a push, from the call to the answer of the node.',
      buckets: SECONDS,
      registers,
    }),
    deliveries: new Counter({
      name: 'parley_task_deliveries_total',
      help: 'Sockets reached, over all dispatches.',
      registers,
    }),
    lagSeconds: new Histogram({
      name: 'parley_task_dispatch_lag_seconds',
      help: 'Time from the commit of an event to the end of its pushes.',
      buckets: SECONDS,
      registers,
    }),
    retries: new Counter({
      name: 'parley_task_retries_total',
      help: 'Dispatches put onto the schedule of retries.',
      registers,
    }),
    dead: new Counter({
      name: 'parley_task_dead_total',
      help: 'What went to the dead-letter list: dispatches (push), unreadable payloads (payload).',
      labelNames: ['cause'],
      registers,
    }),
    skipped: new Counter({
      name: 'parley_task_skipped_total',
      help: 'Dispatches that were let go: of a node that is gone (first, retry), or of the moment and not taken (signal).',
      labelNames: ['kind'],
      registers,
    }),
    presenceTold: new Counter({
      name: 'parley_task_presence_changes_total',
      help: 'People of a node that is gone who were told to be offline.',
      registers,
    }),
    nodesGone: new Counter({
      name: 'parley_task_nodes_gone_total',
      help: 'Nodes that were evicted from the session store.',
      registers,
    }),
  };
}

function registerLoad(registers: Registry[], connect: Readonly<GatewayLoad>): void {
  new Gauge({
    name: 'parley_task_connect_pending',
    help: 'Pushes to connect nodes without an answer.',
    registers,
    collect() {
      this.set(connect.pending);
    },
  });
  new Counter({
    name: 'parley_task_connect_refused_total',
    help: 'Pushes beyond the bound; they go onto the schedule of retries.',
    registers,
    collect() {
      this.reset();
      this.inc(connect.refused);
    },
  });
}
