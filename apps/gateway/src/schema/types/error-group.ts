import { type ErrorGroup, ErrorGroupSchema } from "@runledger/proto";
import type { ObjectOf } from "../builder.ts";
import { objectType } from "../proto/object-type.ts";

export const errorGroup: ObjectOf<ErrorGroup> = objectType<ErrorGroup>(ErrorGroupSchema);
