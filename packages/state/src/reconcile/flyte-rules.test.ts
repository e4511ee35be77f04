import { create } from "@bufbuild/protobuf";
import {
  AbortState,
  CatalogCacheStatus,
  EnrichedIdentitySchema,
  LiteralSchema,
  type Primitive,
} from "@runledger/proto/run/v1";
import { ActionPhase, ExecutionError_ErrorKind } from "@runledger/proto/core/v1";
import { describe, expect, test } from "vitest";
import { latestAttempt } from "../current.ts";
import { isFinal } from "../is-final.ts";
import { addMilliseconds } from "../times.ts";
import { at } from "../testing/at.ts";
import { backoffDelay } from "./backoff-delay.ts";
import { defaultWorkPolicy } from "./work-policy.ts";
import { signal } from "../signal.ts";
import { World, type WorldOptions } from "./testing/world.ts";

interface Rule {
  readonly rule: string;
  readonly given?: WorldOptions;
  /** What happens, in order. */
  readonly play: readonly string[];
  /** What is reported, in order. */
  readonly told: readonly string[];
  /** The step that comes next. */
  readonly next: string;
}

function played({ given, play }: Pick<Rule, "given" | "play">): World {
  const world = new World(given);
  for (const move of play) world.play(move);
  return world;
}

function checkRule({ given, next, play, told }: Rule): World {
  const world = played({ ...(given && { given }), play });
  expect(world.told).toEqual(told);
  expect(world.next.kind).toBe(next);
  return world;
}

const failsOnce = ["user failure", "cleaned", "time"];

describe("retries, as Flyte 2's TaskActionReconciler has them", () => {
  const rules: readonly Rule[] = [
    {
      rule: "a failure of the user that may be cured queues the next attempt, and the failed one stays told (Flyte loses it)",
      play: ["running", "time", "user failure"],
      told: ["1:RUNNING", "1:FAILED", "2:QUEUED"],
      next: "finalize",
    },
    {
      rule: "the next attempt waits for its backoff",
      play: ["user failure", "cleaned"],
      told: ["1:FAILED", "2:QUEUED"],
      next: "wait",
    },
    {
      rule: "attempts are retries + 1, and then the action has failed for good",
      play: [...failsOnce, "user failure", "cleaned"],
      told: ["1:FAILED", "2:QUEUED", "2:FAILED"],
      next: "done",
    },
    {
      rule: "a failure of the user that trying again can't cure ends the action at once",
      play: ["user failure for good", "cleaned"],
      told: ["1:FAILED"],
      next: "done",
    },
    {
      rule: "a failure of the platform is borne in the same attempt, with a new resource",
      play: ["running", "time", "system failure", "cleaned", "time", "succeeded", "cleaned"],
      told: ["1:RUNNING", "1:SUCCEEDED"],
      next: "done",
    },
    {
      rule: "a plugin that throws is a failure of the platform",
      play: ["throw late"],
      told: [],
      next: "abort",
    },
    {
      rule: "failures of the platform above the limit in a row end the action (MaxSystemFailuresExceeded)",
      play: ["throw", "cleaned", "time", "system failure", "cleaned"],
      told: ["1:FAILED"],
      next: "done",
    },
    {
      rule: "a good step ends the row of failures of the platform",
      play: ["throw", "cleaned", "time", "running", "time", "throw", "cleaned"],
      told: ["1:RUNNING"],
      next: "wait",
    },
    {
      rule: "a failure of the platform that trying again can't cure ends the action at once",
      play: ["system failure for good", "cleaned"],
      told: ["1:FAILED"],
      next: "done",
    },
    {
      rule: "a spec that is missing ends the action before anything starts, and isn't tried again",
      given: { sort: "unspecified", maxAttempts: 5 },
      play: [],
      told: ["1:FAILED"],
      next: "done",
    },
    {
      rule: "a task type that no plugin takes ends the action before anything starts, and isn't tried again",
      given: { maxAttempts: 5, policy: { problem: "no plugin takes it" } },
      play: [],
      told: ["1:FAILED"],
      next: "done",
    },
    {
      rule: "an attempt that takes too long is timed out, and the next one starts once its resource is gone",
      given: { policy: { attemptTimeout: 60_000 } },
      play: ["running", "time"],
      told: ["1:RUNNING", "1:TIMED_OUT", "2:QUEUED"],
      next: "abort",
    },
    {
      rule: "a run that takes too long times its actions out for good",
      given: { policy: { runDeadline: addMilliseconds(at(1000), 60_000) } },
      play: ["running", "time", "cleaned"],
      told: ["1:RUNNING", "1:TIMED_OUT"],
      next: "done",
    },
    {
      rule: "a resource that can't be ended starts no second one: the action fails",
      play: ["system failure", "not cleaned", "time", "not cleaned"],
      told: ["1:FAILED"],
      next: "done",
    },
  ];

  test.each(rules)("$rule", (rule) => {
    checkRule(rule);
  });

  test("three failures of the platform in a row are borne, as Flyte bears them", () => {
    expect(defaultWorkPolicy.systemFailures).toBe(3);
  });

  test("the last error is the action's, and whose fault it was", () => {
    const world = played({ play: [...failsOnce, "user failure for good", "cleaned"] });
    expect(latestAttempt(world.record)?.error).toMatchObject({
      code: "Broken",
      kind: ExecutionError_ErrorKind.USER,
    });
  });

  test("too many failures of the platform are the platform's fault", () => {
    const world = played({ play: ["throw", "cleaned", "time", "throw"] });
    expect(latestAttempt(world.record)?.error).toMatchObject({
      code: "MaxSystemFailuresExceeded",
      kind: ExecutionError_ErrorKind.SYSTEM,
      message: expect.stringContaining("a bug"),
    });
  });

  test("an action that failed for good is final though attempts remain", () => {
    const world = played({ given: { maxAttempts: 5 }, play: ["user failure for good"] });
    expect(isFinal(world.record, world.metadata)).toBe(true);
  });
});

describe("the cache, as Flyte 2 has it", () => {
  const given: WorldOptions = { policy: { cache: true } };
  const rules: readonly (Rule & { readonly status?: CatalogCacheStatus })[] = [
    { rule: "it is asked before any work is done", play: [], told: [], next: "look-up" },
    {
      rule: "a hit ends the action without work, and says so",
      play: ["cache hit"],
      told: ["1:SUCCEEDED"],
      next: "done",
      status: CatalogCacheStatus.CACHE_HIT,
    },
    {
      rule: "one that another action is filling is waited for",
      play: ["cache filling"],
      told: ["1:WAITING_FOR_RESOURCES"],
      next: "wait",
    },
    {
      rule: "and then it hits",
      play: ["cache filling", "time", "cache hit"],
      told: ["1:WAITING_FOR_RESOURCES", "1:SUCCEEDED"],
      next: "done",
      status: CatalogCacheStatus.CACHE_HIT,
    },
    {
      rule: "or, where the other one failed, the work is done after all",
      play: ["cache filling", "time", "cache reserved"],
      told: ["1:WAITING_FOR_RESOURCES"],
      next: "handle",
    },
    {
      rule: "the outputs are put there before the action ends",
      play: ["cache reserved", "succeeded"],
      told: [],
      next: "publish",
    },
    {
      rule: "what was put there is said",
      play: ["cache reserved", "succeeded", "published", "cleaned"],
      told: ["1:SUCCEEDED"],
      next: "done",
      status: CatalogCacheStatus.CACHE_POPULATED,
    },
    {
      rule: "what couldn't be put there ends well all the same",
      play: ["cache reserved", "succeeded", "not published", "cleaned"],
      told: ["1:SUCCEEDED"],
      next: "done",
      status: CatalogCacheStatus.CACHE_PUT_FAILURE,
    },
    {
      rule: "one that can't be asked stops nothing",
      play: ["cache unavailable", "succeeded", "cleaned"],
      told: ["1:SUCCEEDED"],
      next: "done",
      status: CatalogCacheStatus.CACHE_LOOKUP_FAILURE,
    },
    {
      rule: "it isn't asked for work that is under way, after a crash neither",
      play: ["cache reserved", "running", "crash", "wake"],
      told: ["1:RUNNING"],
      next: "wait",
    },
    {
      rule: "it is asked again for another attempt",
      play: ["cache reserved", "user failure", "cleaned", "time"],
      told: ["1:FAILED", "2:QUEUED"],
      next: "look-up",
    },
  ];

  test.each(rules)("$rule", ({ status, ...rule }) => {
    const world = checkRule({ given, ...rule });
    if (status !== undefined) expect(latestAttempt(world.record)?.cacheStatus).toBe(status);
  });

  test("an entry is taken as a hit, with where it is from", () => {
    const world = played({ given, play: ["cache hit"] });
    expect(latestAttempt(world.record)?.outputs?.outputUri).toBe("outputs");
  });

  test("a recovered action takes its outputs over without running (Flyte 2 only declares it)", () => {
    const recovered: Pick<Rule, "rule" | "given"> = { rule: "", given: { sort: "recovered" } };
    checkRule({ ...recovered, play: ["recovered"], told: ["1:RECOVERED"], next: "done" });
    checkRule({ ...recovered, play: ["not recovered"], told: [], next: "handle" });
  });
});

describe("conditions, as Flyte 2 has them", () => {
  const given: WorldOptions = { sort: "condition", maxAttempts: 1, timeout: 60 };
  const rules: readonly Rule[] = [
    {
      rule: "one without a timeout waits for its signal alone",
      given: { sort: "condition" },
      play: [],
      told: [],
      next: "idle",
    },
    { rule: "one with a timeout waits until then", given, play: [], told: [], next: "wait" },
    { rule: "a signal ends it", given, play: ["signal"], told: [], next: "done" },
    {
      rule: "its timeout ends it, counted from its creation",
      given,
      play: ["time"],
      told: ["1:TIMED_OUT"],
      next: "done",
    },
    {
      rule: "a signal after that changes nothing",
      given,
      play: ["time", "signal"],
      told: ["1:TIMED_OUT"],
      next: "done",
    },
    {
      rule: "an abort ends it, and is confirmed at once",
      given,
      play: ["abort"],
      told: ["1:ABORTED"],
      next: "done",
    },
    {
      rule: "the end of its run ends it",
      given,
      play: ["end run"],
      told: ["1:ABORTED"],
      next: "done",
    },
  ];

  test.each(rules)("$rule", (rule) => {
    checkRule(rule);
  });

  const primitive = (value: Primitive["value"]) =>
    create(LiteralSchema, {
      value: { case: "scalar", value: { value: { case: "primitive", value: { value } } } },
    });
  const yes = primitive({ case: "boolean", value: true });
  const no = primitive({ case: "boolean", value: false });

  test.each([
    {
      rule: "what is no condition takes no signal",
      sort: "task",
      play: [],
      reason: "not-a-condition",
    },
    {
      rule: "one that has ended otherwise takes none",
      sort: "condition",
      play: ["abort"],
      reason: "ended",
    },
    {
      rule: "another value than before is refused",
      sort: "condition",
      play: ["signal"],
      value: no,
      reason: "other-value",
    },
    {
      rule: "a value of another type than was declared is refused",
      sort: "condition",
      play: [],
      value: primitive({ case: "integer", value: 1n }),
      reason: "wrong-type",
    },
  ] as const)("$rule", ({ play, reason, sort, ...rest }) => {
    const { metadata, now, record } = played({ given: { sort, maxAttempts: 1 }, play });
    const value = "value" in rest ? rest.value : yes;
    expect(signal(record, metadata, value, undefined, now)).toMatchObject({
      kind: "refused",
      reason,
    });
  });

  test("the same value again is the same", () => {
    const { metadata, now, record } = played({ given, play: ["signal"] });
    expect(signal(record, metadata, yes, undefined, now).kind).toBe("same");
  });

  test("the value and who gave it are kept", () => {
    const by = create(EnrichedIdentitySchema);
    const { metadata, now, record } = played({ given, play: [] });
    const result = signal(record, metadata, yes, by, now);
    expect(result).toMatchObject({
      kind: "signalled",
      record: { signal: { output: yes, signalledBy: by } },
    });
  });
});

describe("aborts, as Flyte 2's reconciler has them, and with an end that people see", () => {
  const rules: readonly (Rule & { readonly state: AbortState })[] = [
    {
      rule: "one of an action that hasn't started is over at once",
      given: { policy: { cache: true } },
      play: ["abort"],
      told: ["1:ABORTED"],
      next: "done",
      state: AbortState.CONFIRMED,
    },
    {
      rule: "one of work under way is delivered to it",
      play: ["running", "abort"],
      told: ["1:RUNNING"],
      next: "abort",
      state: AbortState.REQUESTED,
    },
    {
      rule: "it is confirmed once the work has ended, or isn't found",
      play: ["running", "abort", "cleaned"],
      told: ["1:RUNNING", "1:ABORTED"],
      next: "done",
      state: AbortState.CONFIRMED,
    },
    {
      rule: "work that knows and takes its time is shown as delivered, and asked again",
      play: ["running", "abort", "ending"],
      told: ["1:RUNNING"],
      next: "wait",
      state: AbortState.DELIVERED,
    },
    {
      rule: "work that can't be told is told again after a backoff",
      play: ["running", "abort", "not cleaned", "time"],
      told: ["1:RUNNING"],
      next: "abort",
      state: AbortState.REQUESTED,
    },
    {
      rule: "after the last try it is given up, and kept for people to see (Flyte forgets it)",
      play: ["running", "abort", "not cleaned", "time", "not cleaned"],
      told: ["1:RUNNING"],
      next: "idle",
      state: AbortState.GIVEN_UP,
    },
    {
      rule: "a crash after the work was ended finds the request again, and ends nothing twice",
      play: ["running", "abort", "crash late", "cleaned"],
      told: ["1:RUNNING", "1:ABORTED"],
      next: "done",
      state: AbortState.CONFIRMED,
    },
    {
      rule: "one between two attempts starts no other attempt",
      play: ["user failure", "cleaned", "abort"],
      told: ["1:FAILED", "2:QUEUED", "2:ABORTED"],
      next: "done",
      state: AbortState.CONFIRMED,
    },
    {
      rule: "work that ended by itself meanwhile confirms it too",
      play: ["running", "time", "abort", "crash late"],
      told: ["1:RUNNING"],
      next: "abort",
      state: AbortState.REQUESTED,
    },
  ];

  test.each(rules)("$rule", ({ state, ...rule }) => {
    const world = checkRule(rule);
    expect(world.record.abort?.state).toBe(state);
  });

  test("it is tried ten times, with full jitter from 1 s to 5 min between two", () => {
    const { cleanupBackoff, cleanups } = defaultWorkPolicy;
    expect(cleanups).toBe(10);
    const bounds = Array.from({ length: cleanups }, (_, i) =>
      backoffDelay(cleanupBackoff, i + 1, 1),
    );
    expect(bounds).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300].map((each) => each * 1000));
    expect(backoffDelay(cleanupBackoff, 5, 0)).toBe(0);
  });

  test("one that was given up is delivered anew when somebody asks for it (Flyte clears it)", () => {
    const world = played({
      play: ["running", "abort", "not cleaned", "time", "not cleaned", "retry abort", "cleaned"],
    });
    expect(world.record.abort?.state).toBe(AbortState.CONFIRMED);
    expect(world.next.kind).toBe("done");
  });

  test("one of what has ended changes nothing", () => {
    const world = played({ play: ["succeeded", "cleaned", "abort"] });
    expect(world.record.abort).toBeUndefined();
    expect(world.phase).toBe(ActionPhase.SUCCEEDED);
  });

  test("the end of a run ends what still runs below it (Flyte leaves it running)", () => {
    const world = played({ play: ["running", "end run", "cleaned"] });
    expect(world.told).toEqual(["1:RUNNING", "1:ABORTED"]);
    expect(world.alive.size).toBe(0);
  });
});
