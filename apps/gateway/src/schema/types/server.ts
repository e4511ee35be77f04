import { builder, type ObjectOf } from "../builder.ts";
import { errorCodeInfo, namedErrorCodes } from "./error-code-info.ts";

/** A limit that this gateway was started with. */
export interface LimitInfo {
  readonly name: string;
  readonly flag: string;
  readonly environment: string;
  readonly value: number;
  readonly description: string;
}

/** What a gateway tells of itself. */
export interface ServerInfo {
  readonly version: string;
  readonly limits: readonly LimitInfo[];
}

const limit = builder.objectRef<LimitInfo>("Limit").implement({
  description:
    "A limit that this gateway was started with. An error that names it has `extensions.limit`.",
  fields: (t) => ({
    name: t.exposeString("name", { description: 'Its name, as in "pageSize".' }),
    flag: t.exposeString("flag", { description: "The flag that sets it." }),
    environment: t.exposeString("environment", {
      description: "The environment variable that sets it.",
    }),
    value: t.exposeInt("value", { description: "What it is set to." }),
    description: t.exposeString("description", {
      description: "What it limits, and in which unit.",
    }),
  }),
});

export const server: ObjectOf<ServerInfo> = builder.objectRef<ServerInfo>("Server").implement({
  description: "What this gateway tells of itself.",
  fields: (t) => ({
    version: t.exposeString("version", { description: "The version of the program." }),
    limits: t.field({
      type: [limit],
      description: "The limits that it was started with.",
      resolve: ({ limits }) => limits,
    }),
    errorCodes: t.field({
      type: [errorCodeInfo],
      description: "The codes that its errors may have.",
      resolve: () => namedErrorCodes,
    }),
  }),
});
