import type { DescService } from "@bufbuild/protobuf";

/** Takes RPC services: Connect's `ConnectRouter`. Its own type can't be named in public, since it wants a browser's types. */
export interface RpcRouter {
  /** Registers a service with its methods, as Connect's `ServiceImpl` has them. */
  service(service: DescService, methods: object): unknown;
}
