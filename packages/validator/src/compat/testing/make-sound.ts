import type { Sketch, ValueSketch } from "./sketch.ts";

type Values = Readonly<Record<string, ValueSketch>>;

// What ends something is terminal, whatever else it was said to be.
const isAbsent = ({ role, ends }: ValueSketch): boolean => role === "absent" && ends === undefined;
const isEnd = ({ ends }: ValueSketch): boolean => ends !== undefined;
const isOpen = (value: ValueSketch): boolean => !isAbsent(value) && !isEnd(value);

/**
 * Makes a sketch one that contradicts itself nowhere, with as few changes as that takes: what was sound stays as it is.
 * Source: the rules of checkLifecycle in @runledger/lifecycle.
 */
export function makeSound({ version, initial, values }: Sketch): Sketch {
  const kept = withOpen(withEnd(values));
  const start = kept[initial] !== undefined && isOpen(kept[initial]) ? initial : firstOpen(kept);
  const edged = reached(ending(acyclic(kept, start)), start);
  return { version, initial: start, values: withAttempts(edged, start) };
}

function names(values: Values, fits: (value: ValueSketch) => boolean): string[] {
  return Object.keys(values).filter((name) => {
    const value = values[name];
    return value !== undefined && fits(value);
  });
}

function merge(values: Values, name: string, change: Partial<ValueSketch>): Values {
  const value = values[name];
  return value === undefined ? values : { ...values, [name]: { ...value, ...change } };
}

const firstOpen = (values: Values): string => names(values, isOpen)[0] ?? "";

/** Sees to it that something is terminal. */
function withEnd(values: Values): Values {
  if (names(values, isEnd).length > 0) return values;
  return { ...values, END: { number: 30, ends: "subject", outcome: "success" } };
}

/** Sees to it that a story can start. */
function withOpen(values: Values): Values {
  if (names(values, isOpen).length > 0) return values;
  return { ...values, START: { number: 31, role: "pending" } };
}

/** Leaves out the edges that lead nowhere, into the start, or back. */
function acyclic(values: Values, start: string): Values {
  let kept: Values = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { ...value, to: [] }]),
  );
  for (const from of names(values, isOpen)) {
    for (const to of new Set(values[from]?.to)) {
      const target = kept[to];
      if (target === undefined || isAbsent(target) || to === from || to === start) continue;
      if (leadsTo(kept, to, from)) continue;
      kept = merge(kept, from, { to: [...(kept[from]?.to ?? []), to] });
    }
  }
  return kept;
}

/** Leads everything that is open to an end. */
function ending(values: Values): Values {
  const last = names(values, isEnd);
  return names(values, isOpen).reduce((led, name) => {
    if (last.some((end) => leadsTo(led, name, end))) return led;
    return merge(led, name, { to: [...(led[name]?.to ?? []), last[0] ?? ""] });
  }, values);
}

/** Leads from the start to everything that is reported. */
function reached(values: Values, start: string): Values {
  return names(values, (value) => !isAbsent(value)).reduce((led, name) => {
    if (name === start || leadsTo(led, start, name)) return led;
    return merge(led, start, { to: [...(led[start]?.to ?? []), name] });
  }, values);
}

/** Sees to it that attempts which may be followed have something to begin with, and the other way round. */
function withAttempts(values: Values, start: string): Values {
  const isRetried = (value: ValueSketch): boolean =>
    value.retryable === true && !isAbsent(value) && value.ends !== "subject";
  const some = names(values, isRetried).length > 0;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const starts = some && !isAbsent(value) && (value.starts === true || name === start);
      return [name, { ...value, retryable: isRetried(value), starts }];
    }),
  );
}

function leadsTo(values: Values, from: string, to: string): boolean {
  if (from === to) return true;
  return (values[from]?.to ?? []).some((next) => leadsTo(values, next, to));
}
