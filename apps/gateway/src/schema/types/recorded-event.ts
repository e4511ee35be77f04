import { type RecordedEvent, RecordedEventSchema } from "@runledger/proto";
import type { ObjectOf } from "../builder.ts";
import { objectType } from "../proto/object-type.ts";

export const recordedEvent: ObjectOf<RecordedEvent> =
  objectType<RecordedEvent>(RecordedEventSchema);
