import type { ExecutionResult } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { HiddenErrorLog } from "../errors/to-graphql-error.ts";
import { codeErrors, withoutHttp } from "./code-errors.ts";
import type { TransportContext } from "./transport-context.ts";

/** Gives every error of a plain request's answer its code, wherever it comes from. */
export function useErrorCodes(log: HiddenErrorLog): Plugin<object, TransportContext> {
  return {
    onResultProcess(payload) {
      const { result, serverContext } = payload;
      if (Array.isArray(result) || Symbol.asyncIterator in result) return;
      const coded = codeErrors(result as ExecutionResult, serverContext.requestId, log);
      if (coded === result) return;
      // An answer that holds data has worked, as far as HTTP goes.
      const answered = coded.data !== undefined && coded.data !== null;
      payload.setResult((answered ? withoutHttp(coded) : coded) as never);
    },
  };
}
