export type { Deployment, DeploymentOptions, ModuleName, Node } from './deployment.ts';
export { type Cluster, type ClusterOptions, startCluster } from './start-cluster.ts';
export { startNode } from './start-node.ts';
export { startSingle } from './start-single.ts';
