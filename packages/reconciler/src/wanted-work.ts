import type { WorkClaim } from "@runledger/store";
import type { DriverContext } from "./drive/driver-context.ts";
import type { WorkerOptions } from "./worker-options.ts";

/** Work that no plugin is needed for: conditions, and actions of which nobody has said what they are. */
export const FOR_ANY_WORKER: readonly string[] = ["condition", ""];

/** Says which work a worker wants, but for some task types, and within which limits. */
export function wantedWork(
  {
    perProject,
    perTaskType,
    unknownTaskTypes,
  }: Pick<WorkerOptions, "perProject" | "perTaskType" | "unknownTaskTypes">,
  plugins: DriverContext["plugins"],
  except: readonly string[],
): Pick<WorkClaim, "exceptTaskTypes" | "perProject" | "perTaskType" | "taskTypes"> {
  return {
    ...(perProject !== undefined && { perProject }),
    ...(perTaskType !== undefined && { perTaskType }),
    ...(unknownTaskTypes === "leave" && { taskTypes: [...plugins.keys(), ...FOR_ANY_WORKER] }),
    ...(except.length > 0 && { exceptTaskTypes: except }),
  };
}
