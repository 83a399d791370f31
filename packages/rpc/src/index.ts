export type { ConnectGateway } from './connect-gateway.ts';
export type { TierCredentials } from './credentials.ts';
export type { LogicExchange, LogicGateway, LogicUnary } from './logic-gateway.ts';
export type { RpcServer, RpcServerOptions, RpcService } from './server.ts';
