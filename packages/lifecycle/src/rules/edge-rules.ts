import { Role } from "@runledger/proto/lifecycle/v1";
import type { Problem } from "../problem.ts";
import { type Rule, ofValue } from "./rule.ts";

/** Every edge leads from a value that isn't terminal to another value, once. */
export const edgesLeadSomewhere: Rule = ({ byName, desc }) =>
  [...byName.values()].flatMap((value) => {
    const { followedBy, role } = value.step;
    const problems: Problem[] = [];
    if (role === Role.TERMINAL && followedBy.length > 0) {
      problems.push(
        ofValue(
          value,
          "edge-from-terminal",
          `it is terminal, and yet followed by ${followedBy.join(", ")}. Take followed_by away.`,
        ),
      );
    }
    for (const [index, name] of followedBy.entries()) {
      if (!desc.values.some((other) => other.name === name)) {
        problems.push(
          ofValue(
            value,
            "edge-unknown",
            `it is followed by ${name}, which is not in ${desc.name}. Use a value's full name.`,
          ),
        );
      } else if (name === value.desc.name) {
        problems.push(
          ofValue(
            value,
            "edge-to-itself",
            "it is followed by itself. Take that away: staying is no step.",
          ),
        );
      } else if (followedBy.indexOf(name) !== index) {
        problems.push(
          ofValue(value, "edge-twice", `it is followed by ${name} twice. Take one away.`),
        );
      } else if (byName.get(name)?.step.role === Role.ABSENT) {
        problems.push(
          ofValue(
            value,
            "edge-to-absent",
            `it is followed by ${name}, which is absent and so never reported. Take that away.`,
          ),
        );
      }
    }
    return problems;
  });
