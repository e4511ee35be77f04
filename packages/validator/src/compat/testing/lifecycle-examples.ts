import type { CompatRuleId } from "../catalogue.ts";
import type { Change, Example } from "./example.ts";
import { type Sketch, edit, enumSource, job } from "./sketch.ts";

function change(
  title: string,
  after: Sketch,
  finds: readonly CompatRuleId[],
  before: Sketch = job,
): Change {
  return { title, before: enumSource(before), after: enumSource(after), finds };
}

const example = (rule: CompatRuleId, trips: Change, spares: Change): Example => ({
  rule,
  language: "proto",
  trips,
  spares,
});

const paused = { number: 5, role: "awaiting_signal", to: ["DONE"], starts: true } as const;
const withPaused = edit(
  job,
  { RUNNING: { to: ["PAUSED", "DONE", "FAILED"] }, PAUSED: paused },
  { version: 1 },
);
const plain = (values: string): string => `enum Phase {\n  PHASE_UNSPECIFIED = 0;\n${values}}\n`;

/** What trips each rule on lifecycles, and what just doesn't. */
export const lifecycleExamples: readonly Example[] = [
  example(
    "RC100",
    change("a terminal value is followed by another", edit(job, { DONE: { to: ["FAILED"] } }), [
      "RC100",
    ]),
    change("only a description changes", { ...job }, []),
  ),
  example(
    "RC101",
    change(
      "a value is added on the way",
      edit(job, {
        QUEUED: { to: ["HELD", "RUNNING", "FAILED"] },
        HELD: { number: 5, role: "pending", to: ["RUNNING"], starts: true },
      }),
      ["RC101"],
    ),
    change(
      "a value is added that is never reported",
      edit(job, { UNKNOWN: { number: 5, role: "absent" } }, { version: 1 }),
      [],
    ),
  ),
  example(
    "RC102",
    change(
      "an end is added",
      edit(job, {
        RUNNING: { to: ["DONE", "FAILED", "RECOVERED"] },
        RECOVERED: { number: 5, ends: "subject", outcome: "success", starts: true },
      }),
      ["RC102"],
    ),
    change(
      "the value that is added is no end",
      edit(job, {
        QUEUED: { to: ["HELD", "RUNNING", "FAILED"] },
        HELD: { number: 5, role: "pending", to: ["RUNNING"], starts: true },
      }),
      ["RC101"],
    ),
  ),
  example(
    "RC103",
    change(
      "a value is removed",
      edit(withPaused, { RUNNING: { to: ["DONE", "FAILED"] }, PAUSED: undefined }),
      ["RC103", "RC301"],
      withPaused,
    ),
    change(
      "a value that was never reported is removed",
      { ...job, version: 2 },
      ["RC301"],
      edit(job, { UNKNOWN: { number: 5, role: "absent" } }, { version: 1 }),
    ),
  ),
  example(
    "RC104",
    change(
      "a value is renamed",
      edit(job, {
        RUNNING: { to: ["FINISHED", "FAILED"] },
        DONE: undefined,
        FINISHED: { number: 3, ends: "subject", outcome: "success", starts: true },
      }),
      ["RC104", "RC301"],
    ),
    change(
      "the value that is never reported is renamed",
      edit(
        job,
        { UNSPECIFIED: undefined, UNDEFINED: { number: 0, role: "absent" } },
        {
          values: { UNDEFINED: { number: 0, role: "absent" }, ...omit(job.values, "UNSPECIFIED") },
        },
      ),
      ["RC301"],
    ),
  ),
  example(
    "RC105",
    change("a value gets another number", edit(job, { DONE: { number: 7 } }), ["RC105", "RC301"]),
    change(
      "a value that is never reported gets another number",
      edit(job, { UNKNOWN: { number: 6, role: "absent" } }),
      ["RC301"],
      edit(job, { UNKNOWN: { number: 5, role: "absent" } }, { version: 1 }),
    ),
  ),
  example(
    "RC106",
    change(
      "what waits becomes the end",
      edit(withPaused, { PAUSED: { role: "active", ends: "subject", outcome: "neutral", to: [] } }),
      ["RC106", "RC113"],
      withPaused,
    ),
    change(
      "the end counts as something else and is the end still",
      edit(job, { DONE: { outcome: "neutral" } }),
      ["RC108"],
    ),
  ),
  example(
    "RC107",
    change(
      "a failure ends all",
      edit(job, { FAILED: { ends: "subject", retryable: false }, RUNNING: { retryable: true } }),
      ["RC107", "RC116"],
    ),
    change("the order of declaration changes", { ...job, values: reversed(job.values) }, []),
  ),
  example(
    "RC108",
    change("a failure counts as aborted", edit(job, { FAILED: { outcome: "aborted" } }), ["RC108"]),
    change(
      "a failure keeps its outcome, and can't be tried again",
      edit(job, { FAILED: { retryable: false }, RUNNING: { retryable: true } }),
      ["RC116"],
    ),
  ),
  example(
    "RC109",
    change(
      "what waits for a signal is at work",
      edit(withPaused, { PAUSED: { role: "active" } }),
      ["RC109"],
      withPaused,
    ),
    change("what is at work is pending", edit(job, { RUNNING: { role: "pending" } }), ["RC111"]),
  ),
  example(
    "RC110",
    change(
      "a value is never reported any more",
      edit(withPaused, {
        RUNNING: { to: ["DONE", "FAILED"] },
        PAUSED: { role: "absent", to: [], starts: false },
      }),
      ["RC110"],
      withPaused,
    ),
    change("what is pending is at work", edit(job, { QUEUED: { role: "active" } }), ["RC111"]),
  ),
  example(
    "RC111",
    change("what is at work is ending", edit(job, { RUNNING: { role: "ending" } }), ["RC111"]),
    change("the description is another", { ...job }, []),
  ),
  example(
    "RC112",
    change(
      "what is running may be cancelled",
      { ...cancellable(), version: 2 },
      ["RC112"],
      uncancellable(1),
    ),
    change(
      "an edge is declared that others imply",
      edit(job, { QUEUED: { to: ["RUNNING", "DONE", "FAILED"] } }),
      ["RC114"],
    ),
  ),
  example(
    "RC113",
    change(
      "what is running may not be cancelled any more",
      uncancellable(2),
      ["RC113"],
      cancellable(),
    ),
    change("an edge goes that others imply", edit(job, { QUEUED: { to: ["RUNNING"] } }), ["RC114"]),
  ),
  example(
    "RC114",
    change("an edge goes that others imply", edit(job, { QUEUED: { to: ["RUNNING"] } }), ["RC114"]),
    change("an edge goes that nothing implies", uncancellable(2), ["RC113"], cancellable()),
  ),
  example(
    "RC115",
    change(
      "a cancelled job may be tried again",
      edit(cancellable(), { CANCELLED: { retryable: true } }),
      ["RC115"],
      cancellable(),
    ),
    change(
      "what leads to a retry may be tried again itself",
      edit(job, { RUNNING: { retryable: true } }, { version: 1 }),
      [],
    ),
  ),
  example(
    "RC116",
    change(
      "a cancelled job may not be tried again",
      edit(cancellable(true), { CANCELLED: { retryable: false } }),
      ["RC116"],
      cancellable(true),
    ),
    change(
      "what leads to a retry is none itself",
      { ...job, version: 2 },
      [],
      edit(job, { RUNNING: { retryable: true } }, { version: 1 }),
    ),
  ),
  example(
    "RC117",
    change(
      "another attempt may be done from a cache",
      { ...job, version: 2 },
      ["RC117"],
      edit(job, { DONE: { starts: false } }, { version: 1 }),
    ),
    change("it could before", { ...job }, []),
  ),
  example(
    "RC118",
    change("another attempt is never done at once", edit(job, { DONE: { starts: false } }), [
      "RC118",
    ]),
    change(
      "it never was",
      edit(job, { DONE: { starts: false } }, { version: 1 }),
      [],
      edit(job, { DONE: { starts: false } }, { version: 1 }),
    ),
  ),
  example(
    "RC119",
    change(
      "a job starts running",
      edit(
        job,
        {},
        {
          initial: "RUNNING",
          values: { ...job.values, UNSPECIFIED: { number: 0, role: "absent", to: ["QUEUED"] } },
        },
      ),
      ["RC119"],
    ),
    change("a job starts where it did", { ...job }, []),
  ),
  {
    rule: "RC120",
    language: "proto",
    trips: {
      title: "the options are taken off",
      before: enumSource(job),
      after: plain(
        "  PHASE_QUEUED = 1;\n  PHASE_RUNNING = 2;\n  PHASE_DONE = 3;\n  PHASE_FAILED = 4;\n",
      ),
      finds: ["RC120"],
    },
    spares: change("the options stay", { ...job }, []),
  },
  {
    rule: "RC121",
    language: "proto",
    trips: {
      title: "the options are put on",
      before: plain(
        "  PHASE_QUEUED = 1;\n  PHASE_RUNNING = 2;\n  PHASE_DONE = 3;\n  PHASE_FAILED = 4;\n",
      ),
      after: enumSource(job),
      finds: ["RC121"],
    },
    spares: change("the options were there", { ...job }, []),
  },
  example(
    "RC122",
    change(
      "an edge goes under the same version",
      uncancellable(1),
      ["RC113", "RC122"],
      cancellable(),
    ),
    change("an edge goes under the next version", uncancellable(2), ["RC113"], cancellable()),
  ),
  {
    rule: "RC123",
    language: "proto",
    trips: {
      title: "a phase that nothing describes is added",
      before: plain("  PHASE_QUEUED = 1;\n"),
      after: plain("  PHASE_QUEUED = 1;\n  PHASE_RECOVERED = 2;\n"),
      finds: ["RC123"],
    },
    spares: {
      title: "a colour is added",
      before: "enum Colour {\n  COLOUR_UNSPECIFIED = 0;\n}\n",
      after: "enum Colour {\n  COLOUR_UNSPECIFIED = 0;\n  COLOUR_RED = 1;\n}\n",
      finds: [],
    },
  },
];

function cancellable(retryable = false): Sketch {
  const cancelled = {
    number: 5,
    ends: "attempt",
    outcome: "aborted",
    starts: true,
    retryable,
  } as const;
  const to = ["DONE", "FAILED", "CANCELLED"];
  return edit(job, { RUNNING: { to }, CANCELLED: cancelled }, { version: 1 });
}

/** Nothing leads to the value but another attempt. */
function uncancellable(version: number): Sketch {
  return edit(cancellable(), { RUNNING: { to: ["DONE", "FAILED"] } }, { version });
}

function omit(values: Sketch["values"], name: string): Sketch["values"] {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}

/** The first value of an enum is zero, so it stays first. */
function reversed(values: Sketch["values"]): Sketch["values"] {
  const [first, ...rest] = Object.entries(values);
  return Object.fromEntries([...(first === undefined ? [] : [first]), ...rest.reverse()]);
}
