import {
  type DescField,
  type DescMessage,
  type DescOneof,
  createRegistry,
  getOption,
  hasOption,
  toJson,
} from "@bufbuild/protobuf";
import {
  FieldRulesSchema,
  MessageRulesSchema,
  OneofRulesSchema,
  field,
  file_buf_validate_validate as validateFile,
  message,
  oneof,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { type FlatRules, flattenRules } from "./flatten-rules.ts";

const registry = createRegistry(validateFile);

/** Reads the constraints that an element carries, those of its items, keys and values included. */
export function rulesOf(desc: DescField | DescMessage | DescOneof): FlatRules {
  switch (desc.kind) {
    case "field":
      return flattenRules(
        hasOption(desc, field)
          ? toJson(FieldRulesSchema, getOption(desc, field), { registry })
          : undefined,
      );
    case "message":
      return flattenRules(
        hasOption(desc, message)
          ? toJson(MessageRulesSchema, getOption(desc, message), { registry })
          : undefined,
      );
    case "oneof":
      return flattenRules(
        hasOption(desc, oneof)
          ? toJson(OneofRulesSchema, getOption(desc, oneof), { registry })
          : undefined,
      );
  }
}
