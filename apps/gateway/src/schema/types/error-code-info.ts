import { type ErrorCode, type ErrorCodeInfo, errorCodes } from "../../errors/error-code.ts";
import { builder, type ObjectOf } from "../builder.ts";

/** A code of an error, with what it stands for. */
export interface NamedErrorCode extends ErrorCodeInfo {
  readonly code: ErrorCode;
}

/** Every code of an error that the gateway answers with. */
export const namedErrorCodes: readonly NamedErrorCode[] = Object.entries(errorCodes).map(
  ([code, info]) => ({ ...info, code: code as ErrorCode }),
);

const errorCode = builder.enumType("ErrorCode", {
  description: "What `extensions.code` of an error may be.",
  values: Object.fromEntries(
    namedErrorCodes.map(({ code, meaning }) => [code, { value: code, description: meaning }]),
  ) as Record<ErrorCode, { readonly value: ErrorCode; readonly description: string }>,
});

export const errorCodeInfo: ObjectOf<NamedErrorCode> = builder
  .objectRef<NamedErrorCode>("ErrorCodeInfo")
  .implement({
    description: "A code of an error, with what it stands for.",
    fields: (t) => ({
      code: t.expose("code", { type: errorCode, description: "The code." }),
      status: t.exposeInt("status", {
        description: "The status of an HTTP answer that has this error and no data.",
      }),
      meaning: t.exposeString("meaning", { description: "What has happened." }),
      wayOut: t.exposeString("wayOut", { description: "What to do about it." }),
      details: t.exposeString("details", {
        nullable: true,
        description: "What stands in `extensions` beside the code. Null: nothing.",
      }),
    }),
  });
