import { Role } from "@runledger/proto/lifecycle/v1";
import { type Rule, ofEnum, ofValue } from "./rule.ts";

/** The enum carries the option that makes it a lifecycle, and the option is complete. */
export const enumIsDescribed: Rule = (declaration) => {
  const { desc, lifecycle } = declaration;
  if (lifecycle === undefined) {
    return [
      ofEnum(
        declaration,
        "lifecycle-missing",
        `the enum ${desc.name} has no option (runledger.lifecycle.v1.lifecycle). Add it, or take the steps off its values.`,
      ),
    ];
  }
  const problems = [];
  if (lifecycle.subject === "") {
    problems.push(
      ofEnum(
        declaration,
        "subject-missing",
        'no subject. Name what goes through it, as in subject: "order".',
      ),
    );
  }
  if (lifecycle.description === "") {
    problems.push(
      ofEnum(
        declaration,
        "description-missing",
        "no description. Explain it to people in one sentence.",
      ),
    );
  }
  if (lifecycle.version === 0) {
    problems.push(
      ofEnum(
        declaration,
        "version-missing",
        "no version. Begin with version: 1, and count up when what is allowed changes.",
      ),
    );
  }
  return problems;
};

/** A story can start at the initial value. */
export const initialIsAStart: Rule = (declaration) => {
  const { lifecycle, byName, desc } = declaration;
  if (lifecycle === undefined) return [];
  if (lifecycle.initial === "") {
    return [
      ofEnum(
        declaration,
        "initial-missing",
        "no initial value. Name the one that a story starts with.",
      ),
    ];
  }
  if (!desc.values.some(({ name }) => name === lifecycle.initial)) {
    const names = desc.values.map(({ name }) => name).join(", ");
    return [
      ofEnum(
        declaration,
        "initial-unknown",
        `the initial value ${lifecycle.initial} is not in the enum. Name one of ${names}.`,
      ),
    ];
  }
  const initial = byName.get(lifecycle.initial);
  if (initial?.step.role === Role.ABSENT) {
    return [
      ofValue(
        initial,
        "initial-absent",
        "a story can't start with a value that is never reported. Name another initial value.",
      ),
    ];
  }
  if (initial?.step.role === Role.TERMINAL) {
    return [
      ofValue(
        initial,
        "initial-terminal",
        "a story can't start at its end. Name another initial value.",
      ),
    ];
  }
  if (
    initial !== undefined &&
    !initial.step.startsAttempt &&
    [...byName.values()].some(({ step }) => step.retryable) &&
    [...byName.values()].some(({ step }) => step.startsAttempt)
  ) {
    return [
      ofValue(
        initial,
        "initial-starts-no-attempt",
        "another attempt is queued here, at the initial value. Give it starts_attempt: true.",
      ),
    ];
  }
  return [];
};

/** There is an end. */
export const somethingIsTerminal: Rule = (declaration) =>
  declaration.lifecycle === undefined ||
  [...declaration.byName.values()].some(({ step }) => step.role === Role.TERMINAL)
    ? []
    : [
        ofEnum(
          declaration,
          "no-terminal",
          "no value is terminal, so nothing ever ends. Give one role: ROLE_TERMINAL.",
        ),
      ];

/** Attempts that may be followed have something to begin with, and the other way round. */
export const attemptsFit: Rule = (declaration) => {
  const values = [...declaration.byName.values()];
  const retryable = values.find(({ step }) => step.retryable);
  const starter = values.find(({ step }) => step.startsAttempt);
  if (retryable !== undefined && starter === undefined) {
    return [
      ofValue(
        retryable,
        "retry-without-start",
        "another attempt may follow, but nothing begins one. Give the initial value starts_attempt: true.",
      ),
    ];
  }
  if (starter !== undefined && retryable === undefined) {
    return [
      ofValue(
        starter,
        "start-without-retry",
        "it may begin another attempt, but no value is retryable. Take starts_attempt away, or give one retryable: true.",
      ),
    ];
  }
  return [];
};
