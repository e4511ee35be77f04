import type { ExecutionArgs, ExecutionResult } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { HiddenErrorLog } from "../errors/to-graphql-error.ts";
import type { GatewayContext } from "../schema/context.ts";
import type { LimitSettings } from "../settings/limits.ts";
import { executeOperation } from "./execute-operation.ts";
import { finishFor } from "./finish.ts";
import { parseDocument } from "./parse-document.ts";
import { SharedResults } from "./shared-results.ts";
import { subscribeOperation } from "./subscribe-operation.ts";

/**
 * Parses, executes and subscribes with the GraphQL library itself, under the gateway's limits. Comes after Yoga's own
 * engine, so that this one holds.
 */
export function useGatewayEngine(limits: LimitSettings, log: HiddenErrorLog): Plugin {
  const shared = new SharedResults();
  const parse = (text: string): unknown => parseDocument(text, limits);
  const execute = (args: ExecutionArgs): Promise<ExecutionResult> =>
    executeOperation(args, limits.requestTimeout);
  const subscribe = (args: ExecutionArgs): Promise<unknown> => {
    const { requestId } = args.contextValue as GatewayContext;
    return subscribeOperation(args, finishFor(requestId, log), shared);
  };
  return {
    onParse: ({ setParseFn }) => setParseFn(parse as never),
    onExecute: ({ setExecuteFn }) => setExecuteFn(execute as never),
    onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe as never),
  };
}
