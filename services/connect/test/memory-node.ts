import { startNode } from './harness.ts';

// A node in a process of its own, so that nothing but its side of the sockets is in the heap. It is
// started with --expose-gc, and answers each message with the bytes of heap that are in use.

const PEOPLE = 2_000;
const node = await startNode({ limits: { heartbeatMs: 600_000 }, touchMs: 600_000 });
const userIds = Array.from({ length: PEOPLE }, (_, i) => String(i));
for (const userId of userIds) node.logic.signIn(userId);
node.logic.createGroup('1', userIds);

async function heapBytes(): Promise<number> {
  node.logic.calls.length = 0;
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.();
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed;
}

process.on('message', () => void heapBytes().then(bytes => process.send?.(bytes)));
process.on('disconnect', () => process.exit());
process.send?.(node.port);
