import type { ServiceImpl } from "@connectrpc/connect";
import type { ClusterService } from "@runledger/proto/flyteidl2/cluster";

/** Says where to send what is about a resource: here, whatever it is, since there is one gateway for all. */
export function clusterService(): ServiceImpl<typeof ClusterService> {
  return { selectCluster: () => ({ clusterEndpoint: "", cluster: "" }) };
}
