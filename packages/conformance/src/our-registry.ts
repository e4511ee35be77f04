import { type DescFile, type Registry, createRegistry } from "@bufbuild/protobuf";
import * as core from "@runledger/proto/core/v1";
import * as flyte1 from "@runledger/proto/flyte1/v1";
import * as admin1 from "@runledger/proto/flyteidl/admin";
import * as core1 from "@runledger/proto/flyteidl/core";
import * as event1 from "@runledger/proto/flyteidl/event";
import * as service1 from "@runledger/proto/flyteidl/service";
import * as actions from "@runledger/proto/flyteidl2/actions";
import * as app from "@runledger/proto/flyteidl2/app";
import * as auth from "@runledger/proto/flyteidl2/auth";
import * as cluster from "@runledger/proto/flyteidl2/cluster";
import * as common from "@runledger/proto/flyteidl2/common";
import * as dataproxy from "@runledger/proto/flyteidl2/dataproxy";
import * as logs from "@runledger/proto/flyteidl2/logs/dataplane";
import * as project from "@runledger/proto/flyteidl2/project";
import * as secret from "@runledger/proto/flyteidl2/secret";
import * as task from "@runledger/proto/flyteidl2/task";
import * as trigger from "@runledger/proto/flyteidl2/trigger";
import * as workflow from "@runledger/proto/flyteidl2/workflow";
import * as run from "@runledger/proto/run/v1";

const ours = [core, flyte1, run];
const flyteidl = [admin1, core1, event1, service1];
const flyte2 = [
  actions,
  app,
  auth,
  cluster,
  common,
  dataproxy,
  logs,
  project,
  secret,
  task,
  trigger,
  workflow,
];

/** Everything that the protocol declares and Flyte may know: core, run and flyte1, and Flyte's
 * services around them. */
export const ourRegistry: Registry = createRegistry(
  ...[...ours, ...flyteidl, ...flyte2]
    .flatMap((names) => Object.values<unknown>(names))
    .filter(isFile),
);

function isFile(value: unknown): value is DescFile {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "file";
}
