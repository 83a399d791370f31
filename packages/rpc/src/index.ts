export type { ConnectGateway } from './connect-gateway.ts';
export {
  type ConnectGatewayOptions,
  createConnectGateway,
  DEFAULT_CONNECT_GATEWAY_OPTIONS,
} from './create-connect-gateway.ts';
export {
  createLogicGateway,
  DEFAULT_LOGIC_GATEWAY_OPTIONS,
  type LogicGatewayOptions,
} from './create-logic-gateway.ts';
export type { TierCredentials } from './credentials.ts';
export { NotSentError } from './errors.ts';
export type { GatewayLoad } from './gateway-load.ts';
export {
  createLocalTransport,
  type LocalTransport,
} from './local-transport.ts';
export type { LogicExchange, LogicGateway, LogicUnary } from './logic-gateway.ts';
export type { Asker } from './pending-calls.ts';
export {
  type ExchangeAnswer,
  type ExchangeReplies,
  type ServeExchangeOptions,
  serveExchange,
} from './serve-exchange.ts';
export { type ServePushOptions, servePush } from './serve-push.ts';
export {
  type RpcServer,
  type RpcServerOptions,
  type RpcService,
  startRpcServer,
} from './server.ts';
export { unary } from './unary.ts';
