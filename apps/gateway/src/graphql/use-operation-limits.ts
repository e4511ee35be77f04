import type { Plugin } from "graphql-yoga";
import { checkLimits, type OperationLimits } from "./check-limits.ts";

/** Holds every operation against the limits before it is executed, whatever transport it came by. */
export function useOperationLimits(limits: OperationLimits): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const error = checkLimits(args, limits);
      if (error !== undefined) setResultAndStopExecution({ errors: [error as never] });
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const error = checkLimits(args, limits);
      if (error !== undefined) setResultAndStopExecution({ errors: [error as never] });
    },
  };
}
