import { create } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  type ActionDeclaration,
  ActionDeclarationSchema,
  type ActionDetails,
  type RunDeclaration,
  RunDeclarationSchema,
  type RunDetails,
} from "@runledger/proto";
import { compareTimes, ROOT_ACTION } from "@runledger/state";

/** The engine that owns the work of mirrored runs: an abort stays requested until upstream has confirmed it. */
const MIRROR_ENGINE = "mirror";

/** The label that says where a mirrored run is from. */
export const MIRROR_LABEL = "mirrored-from";

/** Declares a run as upstream has it. @param from upstream's address, which becomes a label */
export function declareRun({ runSpec, action }: RunDetails, from: string): RunDeclaration {
  const id = action?.id?.run;
  return create(RunDeclarationSchema, {
    ...(id && { id }),
    labels: { ...runSpec?.labels?.values, [MIRROR_LABEL]: from },
    ...(runSpec && { runSpec }),
    ...(action && { root: { ...declareAction(action), name: ROOT_ACTION } }),
    engine: MIRROR_ENGINE,
  });
}

/** Declares an action as upstream has it. It counts as queued at the earliest time that is told of it. */
export function declareAction(details: ActionDetails): ActionDeclaration {
  const { id, metadata, spec, inputUri, runOutputBase } = details;
  const createdTime = firstTime(details);
  return create(ActionDeclarationSchema, {
    name: id?.name ?? "",
    ...(metadata && { metadata }),
    spec,
    inputUri,
    runOutputBase,
    ...(createdTime && { createdTime }),
  });
}

/**
 * Whether upstream has said what an action is. One that is known from reports alone may still be declared, and a declaration
 * can't be changed.
 */
export function isDeclaredUpstream({ metadata, spec }: ActionDetails): boolean {
  const { parent = "", group = "", spec: short } = metadata ?? {};
  const isPlaced = (parent !== "" && parent !== ROOT_ACTION) || group !== "";
  return isPlaced || spec.case !== undefined || short?.case !== undefined;
}

function firstTime({ attempts, status }: ActionDetails): Timestamp | undefined {
  const times = attempts.flatMap(({ startTime, phaseTransitions }) => [
    startTime,
    ...phaseTransitions.map((transition) => transition.startTime),
  ]);
  return [...times, status?.startTime]
    .filter((time) => time !== undefined)
    .toSorted(compareTimes)[0];
}
