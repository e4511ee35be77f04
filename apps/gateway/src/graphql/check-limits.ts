import type { ExecutionArgs } from "graphql";
import type { GatewayError } from "../errors/gateway-error.ts";
import { limitExceeded } from "../errors/limit-exceeded.ts";
import type { LimitSettings } from "../settings/limits.ts";
import { measureOperation } from "./measure-operation.ts";

/** The limits that an operation is held against before it is executed. */
export type OperationLimits = Pick<LimitSettings, "queryDepth" | "queryCost">;

/** Tells which limit an operation would break; undefined: none. */
export function checkLimits(
  args: ExecutionArgs,
  limits: OperationLimits,
): GatewayError | undefined {
  const { queryDepth, queryCost } = limits;
  const measured = measureOperation(args);
  if (measured === undefined) return undefined;
  if (measured.depth > queryDepth) {
    return limitExceeded(
      { name: "queryDepth", value: queryDepth, actual: measured.depth },
      `The operation's fields are nested ${measured.depth} deep, and may be nested ${queryDepth} deep.`,
    );
  }
  if (measured.complexity > queryCost) {
    return limitExceeded(
      { name: "queryCost", value: queryCost, actual: measured.complexity },
      `The operation costs ${measured.complexity} points, and may cost ${queryCost}. Ask for fewer rows a list, with first.`,
    );
  }
  return undefined;
}
