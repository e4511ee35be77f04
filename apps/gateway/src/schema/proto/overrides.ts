import type { ScalarName } from "./scalar-name.ts";

/** What the schema says of a message beyond what the protocol can. Fields by their names in JSON. */
export interface Override {
  /** Fields that are left out where the message is shown, because the schema says it in another place. */
  readonly omit?: readonly string[];
  /** Fields that are never absent where the message is shown: the ledger sets them. */
  readonly always?: readonly string[];
  /** Fields with a scalar of their own. */
  readonly scalars?: Readonly<Record<string, ScalarName>>;
  /** Fields that have to be given where the message comes in. */
  readonly required?: readonly string[];
}

/** The overrides, by the message's full name. */
export const overrides: Readonly<Record<string, Override>> = {
  "runledger.run.v1.ActionAttempt": { always: ["phase"] },
  "runledger.run.v1.ActionAttemptIdentifier": { always: ["actionId"], required: ["actionId"] },
  "runledger.run.v1.ActionDetails": { omit: ["id", "metadata", "status"] },
  "runledger.run.v1.ActionEvent": { always: ["id"], required: ["id"] },
  "runledger.run.v1.ActionIdentifier": { always: ["run"], required: ["run", "name"] },
  "runledger.run.v1.ActionStatus": { always: ["phase"], scalars: { revision: "Revision" } },
  "runledger.run.v1.ErrorGroup": { always: ["kind"] },
  "runledger.run.v1.PhaseTransition": { always: ["phase"] },
  "runledger.run.v1.QuarantinedEvent": { omit: ["rule", "id"], always: ["event", "outcome"] },
  "runledger.run.v1.RecordedEvent": {
    always: ["event", "outcome"],
    scalars: { revision: "Revision" },
  },
  "runledger.run.v1.Relation": { required: ["relatedTo", "relationType"] },
  "runledger.run.v1.Run": { omit: ["action"], scalars: { revision: "Revision" } },
  "runledger.run.v1.RunIdentifier": { required: ["project", "domain", "name"] },
};
