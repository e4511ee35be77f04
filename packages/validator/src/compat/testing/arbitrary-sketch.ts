import * as fc from "fast-check";
import { makeSound } from "./make-sound.ts";
import type { Sketch, ValueSketch } from "./sketch.ts";

const names = ["A", "B", "C", "D"] as const;

const arbitraryValue = (at: number): fc.Arbitrary<Omit<ValueSketch, "number">> =>
  fc
    .record({
      to: fc.subarray(names.filter((_, other) => other !== at)),
      role: fc.constantFrom("pending", "active", "awaiting_signal", "ending"),
      end: fc.constantFrom(undefined, "attempt", "subject"),
      outcome: fc.constantFrom("success", "failure", "aborted", "neutral"),
      retryable: fc.boolean(),
      starts: fc.boolean(),
    })
    .map(({ to, role, end, outcome, retryable, starts }) =>
      end === undefined
        ? { role, to: [...to], retryable, starts }
        : { ends: end, outcome, retryable: end === "attempt" && retryable, starts },
    );

/** Makes sound lifecycles of up to four values. */
const arbitrarySketch: fc.Arbitrary<Sketch> = fc
  .record({
    values: fc.tuple(...names.map((_, at) => arbitraryValue(at))),
    count: fc.integer({ min: 2, max: names.length }),
    initial: fc.constantFrom("A", "A", "A", "B"),
  })
  .map(({ values, count, initial }): Sketch => ({
    version: 1,
    initial,
    values: {
      UNSPECIFIED: { number: 0, role: "absent" } as const,
      ...Object.fromEntries(
        names.slice(0, count).map((name, at) => {
          const value = values[at] ?? {};
          const to = value.to?.filter((other) => names.indexOf(other as "A") < count);
          return [name, { ...value, ...(to === undefined ? {} : { to }), number: at + 1 }];
        }),
      ),
    },
  }))
  .map(makeSound);

/** What can be done to one value: each is a change that somebody may make. */
const arbitraryEdit = (
  name: string,
): fc.Arbitrary<(values: Sketch["values"]) => Sketch["values"]> =>
  fc.oneof(
    fc
      .constantFrom(...names)
      .map((other) => (values: Sketch["values"]) => toggleEdge(values, name, other)),
    fc
      .record({
        retryable: fc.boolean(),
      })
      .map((change) => (values: Sketch["values"]) => merge(values, name, change)),
    fc.boolean().map((starts) => (values: Sketch["values"]) => merge(values, name, { starts })),
    fc
      .constantFrom("success" as const, "failure" as const)
      .map(
        (outcome) => (values: Sketch["values"]) =>
          values[name]?.ends === undefined ? values : merge(values, name, { outcome }),
      ),
    fc
      .constantFrom("attempt" as const, "subject" as const)
      .map(
        (ends) => (values: Sketch["values"]) =>
          merge(values, name, { ends, outcome: values[name]?.outcome ?? "success", to: [] }),
      ),
    fc
      .constantFrom("active" as const, "awaiting_signal" as const, "absent" as const)
      .map(
        (role) => (values: Sketch["values"]) =>
          values[name]?.ends === undefined ? merge(values, name, { role }) : values,
      ),
    fc.constant((values: Sketch["values"]) => without(values, name)),
    fc.constant((values: Sketch["values"]) => renamed(values, name)),
    fc
      .integer({ min: 1, max: 8 })
      .map(
        (number) => (values: Sketch["values"]) =>
          Object.values(values).some((other) => other.number === number)
            ? values
            : merge(values, name, { number }),
      ),
    fc.constant((values: Sketch["values"]) => ({
      ...merge(values, name, { to: [...(values[name]?.to ?? []), "Z"] }),
      Z: { number: 9, ends: "subject", outcome: "neutral" } as const,
    })),
  );

/** Makes a lifecycle and what some edits make of it: both sound. */
export const arbitraryEdits: fc.Arbitrary<readonly [before: Sketch, after: Sketch]> = fc
  .record({
    before: arbitrarySketch,
    edits: fc.array(fc.constantFrom(...names).chain(arbitraryEdit), { minLength: 1, maxLength: 3 }),
    initial: fc.constantFrom(undefined, undefined, undefined, "B"),
  })
  .map(({ before, edits, initial }) => [
    before,
    makeSound({
      version: 2,
      initial: initial ?? before.initial,
      values: edits.reduce((values, apply) => apply(values), before.values),
    }),
  ]);

function merge(
  values: Sketch["values"],
  name: string,
  change: Partial<ValueSketch>,
): Sketch["values"] {
  const value = values[name];
  return value === undefined ? values : { ...values, [name]: { ...value, ...change } };
}

function toggleEdge(values: Sketch["values"], from: string, to: string): Sketch["values"] {
  const edges = values[from]?.to ?? [];
  return merge(values, from, {
    to: edges.includes(to) ? edges.filter((other) => other !== to) : [...edges, to],
  });
}

function without(values: Sketch["values"], name: string): Sketch["values"] {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => key !== name)
      .map(([key, value]) => [key, { ...value, to: (value.to ?? []).filter((to) => to !== name) }]),
  );
}

function renamed(values: Sketch["values"], name: string): Sketch["values"] {
  const rename = (each: string): string => (each === name ? `${name}2` : each);
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      rename(key),
      { ...value, to: (value.to ?? []).map(rename) },
    ]),
  );
}
