import type { Operation } from "../client/gateway-client.ts";
import type { RunVariables } from "./list-events.ts";

/** Of which aborts to note that their engine was told, or why it couldn't be. */
export interface NoteAbortDeliveryVariables extends Pick<RunVariables, "run"> {
  readonly actions: readonly string[];
  /** Undefined: it was told. */
  readonly error: string | undefined;
}

/** Notes what became of telling an engine of aborts. @returns of how many it was noted */
export const noteAbortDelivery: Operation<NoteAbortDeliveryVariables, number> = {
  document: `mutation NoteAbortDelivery($input: NoteAbortDeliveryInput!) {
  noteAbortDelivery(input: $input) { noted }
}`,
  variables: (input) => ({ input }),
  read: (data) => {
    const noted = data.get("noteAbortDelivery").get("noted").value;
    return typeof noted === "number" ? noted : undefined;
  },
};
