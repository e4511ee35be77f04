import type { ConnectRouter } from "@connectrpc/connect";
import { ActionsService } from "@runledger/proto/flyteidl2/actions";
import { AuthMetadataService, IdentityService } from "@runledger/proto/flyteidl2/auth";
import { ClusterService } from "@runledger/proto/flyteidl2/cluster";
import { DataProxyService } from "@runledger/proto/flyteidl2/dataproxy";
import { ProjectService } from "@runledger/proto/flyteidl2/project";
import { SecretService } from "@runledger/proto/flyteidl2/secret";
import { TaskService } from "@runledger/proto/flyteidl2/task";
import { TriggerService } from "@runledger/proto/flyteidl2/trigger";
import {
  EventsProxyService,
  InternalRunService,
  QueueService,
  RunLogsService,
  RunService,
  StateService,
  TrackedRunService,
} from "@runledger/proto/flyteidl2/workflow";
import { actionsService } from "./engine/actions-service.ts";
import { eventsProxyService } from "./engine/events-proxy-service.ts";
import { internalRunService } from "./engine/internal-run-service.ts";
import { queueService } from "./engine/queue-service.ts";
import { stateService } from "./engine/state-service.ts";
import { authMetadataService, identityService } from "./auth/auth-services.ts";
import { clusterService } from "./cluster/cluster-service.ts";
import { dataProxyService } from "./data/data-proxy-service.ts";
import { runLogsService } from "./data/run-logs-service.ts";
import { projectService } from "./projects/project-service.ts";
import { runService } from "./runs/run-service.ts";
import type { SurfaceContext } from "./surface-context.ts";
import { taskService } from "./tasks/task-service.ts";
import { trackedRunService } from "./tracked/tracked-run-service.ts";

/** Lists the services of Flyte 2. A service with methods that aren't there answers `unimplemented` for those. */
export function flyte2Routes(context: SurfaceContext): (router: ConnectRouter) => void {
  return (router) => {
    router.service(RunService, runService(context));
    router.service(RunLogsService, runLogsService(context));
    router.service(TrackedRunService, trackedRunService(context));
    router.service(InternalRunService, internalRunService(context));
    router.service(EventsProxyService, eventsProxyService(context));
    router.service(ActionsService, actionsService(context));
    router.service(QueueService, queueService(context));
    router.service(StateService, stateService(context));
    router.service(ProjectService, projectService(context));
    router.service(TaskService, taskService(context));
    router.service(ClusterService, clusterService());
    router.service(DataProxyService, dataProxyService(context));
    router.service(AuthMetadataService, authMetadataService());
    router.service(IdentityService, identityService());
    router.service(TriggerService, {});
    router.service(SecretService, {});
  };
}
