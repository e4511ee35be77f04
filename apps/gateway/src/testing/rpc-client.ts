import type { DescService } from "@bufbuild/protobuf";
import { type Client, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import type { Gateway } from "../gateway.ts";

/** Makes a client that speaks gRPC with a gateway. */
export function rpcClient<Service extends DescService>(
  service: Service,
  { url }: Pick<Gateway, "url">,
): Client<Service> {
  return createClient(service, createGrpcTransport({ baseUrl: url }));
}
