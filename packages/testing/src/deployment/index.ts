export {
  clusterEnv,
  type DatabaseName,
  databaseEnv,
  describeCounts,
  portEnv,
  type ServerAddresses,
  serversEnv,
  TIERS,
  type Tier,
} from './cluster-env.ts';
export type { Deployment, DeploymentOptions, ModuleName, Node } from './deployment.ts';
export { type Cluster, type ClusterOptions, startCluster } from './start-cluster.ts';
export { startNode } from './start-node.ts';
export { startSingle } from './start-single.ts';
