import { Ends, Outcome, Role, RoleSchema, type Step } from "@runledger/proto/lifecycle/v1";
import type { DeclaredValue } from "../declaration.ts";
import type { Problem } from "../problem.ts";
import { type Rule, ofValue } from "./rule.ts";

/** Every value has a place in the lifecycle, and a sentence for people. */
export const valuesAreDescribed: Rule = ({ values, lifecycle, desc }) =>
  lifecycle === undefined
    ? []
    : values.flatMap((value) => {
        if (value.step === undefined) {
          return [
            ofValue(
              value,
              "step-missing",
              `no option (runledger.lifecycle.v1.step), but ${desc.name} is a lifecycle. Add it.`,
            ),
          ];
        }
        return [...describeProblems(value, value.step), ...roleProblems(value, value.step)];
      });

/** Each number has one name: two names could not have two places. */
export const numbersAreUnique: Rule = ({ values, desc }) =>
  values.flatMap((value) => {
    const first = desc.value[value.desc.number];
    if (first === undefined || first === value.desc) return [];
    return [
      ofValue(
        value,
        "alias",
        `it has the number ${value.desc.number} of ${first.name}. A lifecycle has one name a number.`,
      ),
    ];
  });

/** What is absent is never reported, and what ends the subject is never tried again. */
export const retriesMakeSense: Rule = ({ byName }) =>
  [...byName.values()].flatMap((value) => {
    const { role, retryable, startsAttempt, ends } = value.step;
    const problems: Problem[] = [];
    if (role === Role.ABSENT && retryable) {
      problems.push(
        ofValue(
          value,
          "absent-retryable",
          "it is absent, so no attempt can be in it. Take retryable away.",
        ),
      );
    }
    if (role === Role.ABSENT && startsAttempt) {
      problems.push(
        ofValue(
          value,
          "absent-starts-attempt",
          "it is absent, so no attempt can begin with it. Take starts_attempt away.",
        ),
      );
    }
    if (ends === Ends.SUBJECT && retryable) {
      problems.push(
        ofValue(
          value,
          "end-retryable",
          "it ends the subject, so no other attempt can follow. Take retryable away, or say ENDS_ATTEMPT.",
        ),
      );
    }
    return problems;
  });

function describeProblems(value: DeclaredValue, step: Step): Problem[] {
  if (step.description !== "") return [];
  return [
    ofValue(
      value,
      "description-missing",
      "no description. Explain the value to people in one sentence.",
    ),
  ];
}

function roleProblems(value: DeclaredValue, step: Step): Problem[] {
  if (step.role === Role.UNSPECIFIED) {
    const names = RoleSchema.values.slice(1).map(({ name }) => name);
    return [ofValue(value, "role-missing", `no role. Give one of ${names.join(", ")}.`)];
  }
  if (RoleSchema.value[step.role] === undefined) {
    const message = `the role ${step.role} is newer than this program. Update @runledger/lifecycle.`;
    return [ofValue(value, "role-unknown", message)];
  }
  return step.role === Role.TERMINAL ? terminalProblems(value, step) : openProblems(value, step);
}

/** What a terminal value has to say of its end. */
function terminalProblems(value: DeclaredValue, { ends, outcome }: Step): Problem[] {
  const problems: Problem[] = [];
  if (ends === Ends.UNSPECIFIED) {
    const message = "it is terminal. Say what it ends: ENDS_ATTEMPT or ENDS_SUBJECT.";
    problems.push(ofValue(value, "ends-missing", message));
  }
  if (outcome === Outcome.UNSPECIFIED) {
    const message = "it is terminal. Say how it counts, as in outcome: OUTCOME_SUCCESS.";
    problems.push(ofValue(value, "outcome-missing", message));
  }
  return problems;
}

/** What a value that isn't terminal can't say of an end. */
function openProblems(value: DeclaredValue, { ends, outcome }: Step): Problem[] {
  const problems: Problem[] = [];
  if (ends !== Ends.UNSPECIFIED) {
    const message = "it is not terminal, so it ends nothing. Take ends away.";
    problems.push(ofValue(value, "ends-misplaced", message));
  }
  if (outcome !== Outcome.UNSPECIFIED) {
    const message = "it is not terminal, so it has no outcome yet. Take outcome away.";
    problems.push(ofValue(value, "outcome-misplaced", message));
  }
  return problems;
}
