import type { ErrorCode } from "./error-code.ts";

/** Codes whose text stays in the log: it may tell of paths, or of what isn't the client's. */
export const hiddenTexts: Readonly<Partial<Record<ErrorCode, string>>> = {
  STORAGE: "The ledger's storage doesn't work.",
  INTERNAL: "Something went wrong in the gateway.",
};
