import type { RunIdentifier } from "@runledger/proto";
import type { RunKey } from "@runledger/store";

/** Names a run in maps and messages. Unique, since no part of a name holds a slash. */
export function runName(run: RunKey): string {
  return `${run.project}/${run.domain}/${run.name}`;
}

/** Takes the key out of a run's identifier: the organisation is no part of it. */
export function toRunKey(run: RunIdentifier): RunKey {
  return { project: run.project, domain: run.domain, name: run.name };
}
