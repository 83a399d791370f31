/** How much a gateway has to do, over all instances; for metrics. Counted by its streams. */
export interface GatewayLoad {
  /** Calls on streams that wait for a reply. */
  pending: number;
  /** Calls refused as `overloaded` because too many waited; ever. */
  refused: number;
}
