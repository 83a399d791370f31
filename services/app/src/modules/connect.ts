import { tcpPorts } from '@parley/config';
import { createConnect } from '@parley/connect';
import { CONNECT_PATH, DEFAULT_LIMITS } from '@parley/wire';
import { nanoid } from 'nanoid';
import { openLogicGateway } from './gateway.ts';
import type { Endpoint, StartModule } from './module.ts';
import { openRpcEndpoint } from './rpc-endpoint.ts';
import { explainTakenPort } from './taken-port.ts';

export const startConnect: StartModule = async platform => {
  const { config, logger, metrics } = platform;
  const { host, port, allowedOrigins, drainMs, ...limits } = config.connect;
  const serverId = `c-${nanoid(10)}`;
  const logic = await openLogicGateway(platform);
  const connect = createConnect({
    logic,
    logger: logger.child({ module: 'connect', serverId }),
    metrics,
    options: {
      serverId,
      host,
      port,
      reusePort: platform.isWorker,
      allowedOrigins,
      drainMs,
      maxSockets: limits.maxSockets,
      maxOutboundBytes: limits.maxOutboundBytes,
      directWrites: limits.directWrites,
      touchMs: config.sessionStore.ttlMs / 3,
      offlineGraceMs: config.presence.offlineGraceMs,
      presenceRefreshMs: config.presence.refreshMs,
      limits: {
        ...DEFAULT_LIMITS,
        frameBytes: limits.frameBytes,
        framesPerSecond: limits.framesPerSecond,
        frameBurst: limits.frameBurst,
        outboundBytes: limits.outboundBytes,
        heartbeatMs: limits.heartbeatMs,
        helloTimeoutMs: limits.helloTimeoutMs,
      },
      gochat: config.compat.gochat,
      ops: platform.ops,
    },
  });
  platform.lifecycle.onClose('connect', () => connect.close());
  // Pushes can be taken before the first socket is, so none is missed.
  await openRpcEndpoint(platform, 'connect', serverId, connect.rpc);
  const listening = await explainTakenPort('connect.port', port, () => connect.listen());
  const tcp: Endpoint[] = [];
  for (const wanted of tcpPorts(config)) {
    const opened = await explainTakenPort('connect.tcpPorts', wanted, () =>
      connect.listenTcp(wanted),
    );
    tcp.push({ name: 'TCP', url: `tcp://${host}:${opened.port}` });
  }
  // Still registered while it drains: those who are connected go on hearing until they leave.
  platform.lifecycle.onClose('sockets', () => connect.drain());
  return [{ name: 'WebSocket', url: `ws://${host}:${listening.port}${CONNECT_PATH}` }, ...tcp];
};
