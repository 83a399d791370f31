import type { LogicGateway } from '@parley/rpc';
import type { ApiOptions } from '../../options.ts';

/** What routes are made of. */
export interface RouteContext {
  logic: Pick<LogicGateway, 'unary' | 'exchange' | 'ask'>;
  limits: ApiOptions['limits'];
}
