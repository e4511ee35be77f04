import type { Plugin } from "graphql-yoga";
import { GatewayError } from "../errors/gateway-error.ts";
import { checkLimits, type OperationLimits } from "./check-limits.ts";
import { gatewayResult } from "./gateway-result.ts";
import type { TransportContext } from "./transport-context.ts";

/** Holds every operation against the limits before it is executed, whatever transport it came by. */
export function useOperationLimits(limits: OperationLimits): Plugin<TransportContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const error = checkLimits(args, limits);
      if (error !== undefined) setResultAndStopExecution(gatewayResult(error));
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const error = streamRefusal(args.contextValue) ?? checkLimits(args, limits);
      if (error !== undefined) setResultAndStopExecution(gatewayResult(error));
    },
  };
}

/** A stream that nobody can send would never be read, and never end. */
function streamRefusal({ streams }: TransportContext): GatewayError | undefined {
  if (streams) return undefined;
  return new GatewayError(
    "NOT_ACCEPTABLE",
    "A subscription is served as server-sent events, to clients that send Accept: text/event-stream, or over WebSocket.",
  );
}
