import { randomInt } from "node:crypto";
import type { ConnectRouter } from "@connectrpc/connect";
import {
  AdminService,
  AuthMetadataService,
  DataProxyService,
  IdentityService,
  SignalService,
} from "@runledger/proto/flyteidl/service";
import type { SurfaceContext } from "../flyte2/surface-context.ts";
import { authMetadataService, identityService } from "./auth/auth-services.ts";
import { attributeMethods } from "./attributes/attribute-methods.ts";
import { dataProxyService } from "./data/data-proxy-service.ts";
import { entityMethods } from "./entities/entity-methods.ts";
import { eventMethods } from "./events/event-methods.ts";
import { executionMethods } from "./executions/execution-methods.ts";
import { nodeMethods } from "./nodes/node-methods.ts";
import { projectMethods } from "./projects/project-methods.ts";
import { signalService } from "./signals/signal-service.ts";

/** Lists the services of Flyte 1. A method that isn't there answers `unimplemented`. */
export function flyte1Routes(context: SurfaceContext): (router: ConnectRouter) => void {
  return (router) => {
    router.service(AdminService, {
      ...projectMethods(context),
      ...entityMethods(context),
      ...attributeMethods(context),
      ...eventMethods(context),
      ...nodeMethods(context),
      ...executionMethods(context, (below) => randomInt(below)),
    });
    router.service(SignalService, signalService(context));
    router.service(DataProxyService, dataProxyService(context));
    router.service(AuthMetadataService, authMetadataService());
    router.service(IdentityService, identityService());
  };
}
