import type { ServiceImpl } from "@connectrpc/connect";
import type { AdminService } from "@runledger/proto/flyteidl/service";

/** Some methods of Flyte 1's AdminService. */
export type AdminMethods = Partial<ServiceImpl<typeof AdminService>>;
