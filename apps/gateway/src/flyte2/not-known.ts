import type { ActionIdentifier, RunIdentifier } from "@runledger/proto";
import { GatewayError } from "../errors/gateway-error.ts";

/** Makes the error of a run that isn't known, or is none of those that are asked for. */
export function runNotKnown(
  { project, domain, name }: RunIdentifier,
  what: "run" | "tracked run" = "run",
): GatewayError {
  return new GatewayError("NOT_FOUND", `The ${what} ${project}/${domain}/${name} isn't known.`);
}

/** Makes the error of an action that isn't known, or whose run isn't. */
export function actionNotKnown({ run, name }: ActionIdentifier): GatewayError {
  const { project = "", domain = "", name: runName = "" } = run ?? {};
  return new GatewayError(
    "NOT_FOUND",
    `The action ${JSON.stringify(name)} of the run ${project}/${domain}/${runName} isn't known.`,
  );
}
