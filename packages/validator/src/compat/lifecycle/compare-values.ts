import type { Lifecycle, LifecycleValue } from "@runledger/lifecycle";
import { type Effects, backwardBreak, breaksBoth, forwardBreak, noEffect } from "../finding.ts";
import type { LifecycleChange } from "./change.ts";

/** Lists the values that came and went, and those that mean something else. */
export function compareValues(before: Lifecycle, after: Lifecycle): LifecycleChange[] {
  const gone = before.values
    .filter(({ number, role }) => !after.isKnown(number) && role !== "absent")
    // What moved to a number that is new is told of there.
    .filter(({ name }) => {
      const moved = after.values.find((other) => other.name === name);
      return moved === undefined || before.isKnown(moved.number);
    })
    .map((value) => removed(value, before));
  const others = after.values.flatMap((value) => {
    const old = before.of(value.number);
    return old === undefined ? added(value, before) : changed(old, value, after.subject);
  });
  return [...gone, ...others];
}

function removed({ name, number }: LifecycleValue, { subject }: Lifecycle): LifecycleChange {
  const message = `${name} (${number}) is gone: new readers refuse it from old writers, and every stored ${subject} that is in it.`;
  return { rule: "RC103", value: name, message, ...backwardBreak };
}

function added(value: LifecycleValue, before: Lifecycle): LifecycleChange[] {
  const { name, number, role, terminal } = value;
  const { subject } = before;
  const old = before.values.find((other) => other.name === name);
  if (old !== undefined) return renumbered(old, value);
  if (role === "absent") return [];
  const message = terminal
    ? `${name} (${number}) is a new end: old readers refuse it, and those who wait for the ${subject} to end wait for ever.`
    : `${name} (${number}) is new: old readers refuse it, and show the ${subject} where it was before.`;
  return [{ rule: terminal ? "RC102" : "RC101", value: name, message, ...forwardBreak }];
}

function renumbered(
  old: LifecycleValue,
  { name, number, role }: LifecycleValue,
): LifecycleChange[] {
  if (old.role === "absent" && role === "absent") return [];
  const message = `${name} has the number ${number}, and had ${old.number}: bytes of the one side mean something else, or nothing, to the other.`;
  // What is never reported hurts nobody.
  const effects: Effects = {
    backward: old.role === "absent" ? "none" : "breaks",
    forward: role === "absent" ? "none" : "breaks",
  };
  return [{ rule: "RC105", value: name, message, ...effects }];
}

function changed(old: LifecycleValue, now: LifecycleValue, subject: string): LifecycleChange[] {
  if (old.role === "absent" || now.role === "absent") return absence(old, now);
  const renamed: LifecycleChange = {
    rule: "RC104",
    value: now.name,
    message: `${old.number} is called ${now.name}, and was ${old.name}: what one side writes in JSON the other doesn't know.`,
    ...breaksBoth,
  };
  return [...(old.name === now.name ? [] : [renamed]), ...meaning(old, now, subject)];
}

function absence(old: LifecycleValue, now: LifecycleValue): LifecycleChange[] {
  if (old.role === now.role) return [];
  const isReported = old.role === "absent";
  const message = isReported
    ? `${now.name} may be reported now, and was never to be: old readers refuse it.`
    : `${now.name} is never to be reported now, and was: new readers refuse it from old writers.`;
  const effects = isReported ? forwardBreak : backwardBreak;
  return [{ rule: "RC110", value: now.name, message, ...effects }];
}

function meaning(old: LifecycleValue, now: LifecycleValue, subject: string): LifecycleChange[] {
  const { name: value } = now;
  const both = (rule: LifecycleChange["rule"], message: string): LifecycleChange[] => [
    { rule, value, message, ...breaksBoth },
  ];
  if (old.terminal !== now.terminal) {
    const [waits, stops] = now.terminal ? ["old", "new"] : ["new", "old"];
    return both(
      "RC106",
      `${value} is ${now.terminal ? "" : "not "}the end now: ${waits} readers wait for what comes after it, and ${stops} ones stop listening there.`,
    );
  }
  const ends = both(
    "RC107",
    `${value} ends the ${wordOf(now, subject)} now, and ended the ${wordOf(old, subject)}: one side waits for another attempt where the other is done.`,
  );
  const outcome = both(
    "RC108",
    `${value} counts as ${now.outcome} now, and counted as ${old.outcome}: old and new readers tell people different things.`,
  );
  const signal = both(
    "RC109",
    `${value} ${now.role === "awaiting_signal" ? "awaits a signal now, and did not" : "awaits no signal now, and did"}: a signal is sent to one side and refused by the other.`,
  );
  return [
    ...(old.ends === now.ends ? [] : ends),
    ...(old.outcome === now.outcome ? [] : outcome),
    ...((old.role === "awaiting_signal") === (now.role === "awaiting_signal")
      ? roleOf(old, now)
      : signal),
  ];
}

function roleOf(old: LifecycleValue, now: LifecycleValue): LifecycleChange[] {
  if (old.role === now.role) return [];
  const message = `${now.name} is ${now.role} now, and was ${old.role}: nothing is refused, but who counts what is at work counts differently.`;
  return [{ rule: "RC111", value: now.name, message, ...noEffect }];
}

function wordOf({ ends }: LifecycleValue, subject: string): string {
  return ends === "attempt" ? "attempt" : subject;
}
