import type { DescEnum } from "@bufbuild/protobuf";
import { readDeclaration } from "./declaration.ts";
import type { Problem } from "./problem.ts";
import { edgesLeadSomewhere } from "./rules/edge-rules.ts";
import {
  attemptsFit,
  enumIsDescribed,
  initialIsAStart,
  somethingIsTerminal,
} from "./rules/enum-rules.ts";
import { edgesFormNoCycle, everythingCanEnd, valuesAreReachable } from "./rules/graph-rules.ts";
import type { Rule } from "./rules/rule.ts";
import { numbersAreUnique, retriesMakeSense, valuesAreDescribed } from "./rules/value-rules.ts";

const rules: readonly Rule[] = [
  enumIsDescribed,
  initialIsAStart,
  somethingIsTerminal,
  attemptsFit,
  valuesAreDescribed,
  numbersAreUnique,
  retriesMakeSense,
  edgesLeadSomewhere,
  edgesFormNoCycle,
  valuesAreReachable,
  everythingCanEnd,
];

/**
 * Lists everything that is wrong with the lifecycle that an enum declares, in the order of the
 * rules; nothing if it is sound. Never throws.
 */
export function checkLifecycle(desc: DescEnum): Problem[] {
  const declaration = readDeclaration(desc);
  return rules.flatMap((rule) => rule(declaration));
}
