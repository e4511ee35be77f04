import { create } from "@bufbuild/protobuf";
import { type ActionRecord, ActionRecordSchema } from "@runledger/proto/run/v1";

/** Makes the record of an action of which nothing is known yet: what its first report or declaration is folded over. */
export function emptyRecord(): ActionRecord {
  return create(ActionRecordSchema);
}
