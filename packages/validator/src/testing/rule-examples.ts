import { type RuleExample, declare, own, report, root, within } from "./rule-example.ts";

const error = { code: "ValueError", message: "no such column", kind: "USER" };
const failed = { error };
const done = report("train", "SUCCEEDED", "09:05:00");
const running = report("train", "RUNNING", "09:01:00");
const log = { name: "main", uri: "https://logs.example/7" };
const source = {
  sourceActionAttempt: {
    actionId: { run: { project: "shop", domain: "production", name: "nightly-6" }, name: "train" },
    attempt: 1,
  },
};

/** An example for each rule, by its id. */
export const ruleExamples: Readonly<Record<string, RuleExample>> = {
  RL101: {
    trips: within({ ...running, attempt: 0 }),
    passes: within(running, done),
  },
  RL102: {
    trips: within(report("train", "", "09:01:00")),
    passes: within(running, done),
  },
  RL103: {
    trips: within({ ...running, phase: 99 }),
    passes: within({ ...running, phase: 4 }, done),
  },
  RL104: {
    trips: within({ ...running, version: 4294967295 }),
    passes: within({ ...running, version: 4294967294 }, done),
  },
  RL105: {
    trips: within({ ...done, startTime: "2026-11-20T09:01:00Z", endTime: "2026-11-20T09:00:59Z" }),
    passes: within({ ...done, startTime: "2026-11-20T09:01:00Z", endTime: "2026-11-20T09:01:00Z" }),
  },
  RL106: {
    trips: within({ ...done, error }),
    passes: within(report("train", "FAILED", "09:05:00", failed)),
  },
  RL107: {
    schema: "runledger.run.v1.Action",
    trips: [{ status: { phase: "ACTION_PHASE_RECOVERED", attempts: 1 } }],
    passes: [
      {
        status: { phase: "ACTION_PHASE_RECOVERED", attempts: 1 },
        metadata: { recoveredFrom: source.sourceActionAttempt.actionId },
      },
    ],
  },
  RL108: {
    trips: within({ ...running, logInfo: [{ ...log, uri: "" }] }, done),
    passes: within({ ...running, logInfo: [log] }, done),
  },
  RL109: {
    trips: within({ ...running, logInfo: [{ ...log, name: "" }] }, done),
    passes: within({ ...running, logInfo: [log] }, done),
  },
  RL110: {
    trips: within({ ...running, cacheStatus: 99 }, done),
    passes: within({ ...running, cacheStatus: 1 }, done),
  },
  RL111: {
    trips: within(report("train", "FAILED", "09:05:00")),
    passes: within(report("train", "FAILED", "09:05:00", { errorInfo: { message: "no disk" } })),
  },
  RL112: {
    trips: within({ ...running, colour: "green" }, done),
    passes: within({ ...running, cluster: "green" }, done),
  },
  RL113: {
    trips: within({ ...running, producer: "" }, done),
    passes: within(running, done),
  },
  RL114: {
    trips: within({ ...done, cacheStatus: "CACHE_HIT" }),
    passes: within({ ...done, cacheStatus: "CACHE_HIT", cacheMetadata: source }),
  },
  RL201: {
    trips: within(declare("train", { maxAttempts: 2 }), { ...running, attempt: 3 }),
    passes: within(
      declare("train", { maxAttempts: 2 }),
      report("train", "FAILED", "09:01:00", failed),
      { ...done, attempt: 2 },
    ),
  },
  RL202: {
    trips: within({ ...running, attempt: 2, phase: "ACTION_PHASE_PAUSED" }),
    passes: within(report("train", "PAUSED", "09:01:00"), done),
  },
  RL203: {
    trips: within(
      report("train", "FAILED", "09:02:00", failed),
      { ...done, attempt: 2 },
      {
        ...report("train", "SUCCEEDED", "09:02:00"),
      },
    ),
    passes: within(
      report("train", "FAILED", "09:02:00", failed),
      { ...done, attempt: 2 },
      report("train", "RUNNING", "09:01:00"),
    ),
  },
  RL204: {
    trips: within(report("train", "FAILED", "09:02:00", failed), { ...done, attempt: 3 }),
    passes: within(report("train", "FAILED", "09:02:00", failed), { ...done, attempt: 2 }),
  },
  RL205: {
    trips: within({ ...running, version: 2 }, { ...running, version: 1 }, done),
    passes: within({ ...running, version: 1 }, { ...running, version: 2 }, done),
  },
  RL206: {
    trips: within(running, { ...done, attempt: 2 }),
    passes: within(report("train", "TIMED_OUT", "09:02:00", failed), { ...done, attempt: 2 }),
  },
  RL207: {
    trips: within(report("train", "FAILED", "09:02:00", failed), {
      ...report("train", "SUCCEEDED", "09:01:59"),
      attempt: 2,
    }),
    passes: within(report("train", "FAILED", "09:02:00", failed), {
      ...report("train", "SUCCEEDED", "09:02:00"),
      attempt: 2,
    }),
  },
  RL301: {
    trips: within(
      report("train", "PAUSED", "09:01:00"),
      report("train", "RUNNING", "09:02:00"),
      done,
    ),
    passes: within(
      report("train", "QUEUED", "09:01:00"),
      report("train", "RUNNING", "09:02:00"),
      done,
    ),
  },
  RL302: {
    trips: within(done, report("train", "FAILED", "09:06:00", failed)),
    passes: within(done, report("train", "RUNNING", "09:01:00")),
  },
  RL303: {
    options: { fromLedger: true },
    trips: [
      own("a0", "RUNNING", "09:00:00"),
      own("a0", "ABORTED", "09:01:00"),
      report("a0", "SUCCEEDED", "09:02:00"),
    ],
    passes: [
      own("a0", "RUNNING", "09:00:00"),
      own("a0", "ABORTED", "09:01:00"),
      report("a0", "ABORTED", "09:02:00"),
    ],
  },
  RL304: {
    trips: within(running, { ...running, cluster: "west" }, done),
    passes: within(running, { ...running, cluster: "west", version: 1 }, done),
  },
  RL305: {
    trips: within(declare("train", { parent: "train" })),
    passes: within(declare("train", { parent: "a0" }), done),
  },
  RL306: {
    trips: within(declare("train", { group: "a" }), declare("train", { group: "b" }), done),
    passes: within(declare("train", { group: "a" }), declare("train", { group: "a" }), done),
  },
  RL307: {
    trips: [report("a0", "RUNNING", "09:00:00")],
    passes: [...root],
  },
  RL308: {
    trips: within(running, running, done),
    passes: within(running, { ...running, version: 1 }, done),
  },
  RL309: {
    trips: within(done, running),
    passes: within(running, done),
  },
  RL401: {
    options: { fromLedger: true },
    trips: [own("a0", "RUNNING", "09:00:00"), own("a0", "ABORTED", "09:01:00"), done],
    passes: [own("a0", "RUNNING", "09:00:00"), done, own("a0", "ABORTED", "09:06:00")],
  },
  RL402: {
    trips: [running, done],
    passes: within(running, done),
  },
  RL403: {
    trips: within(declare("train", { parent: "prepare" }), done),
    passes: within(
      declare("train", { parent: "prepare" }),
      report("prepare", "SUCCEEDED", "09:06:00"),
      done,
    ),
  },
  RL404: {
    trips: within(report("train", "SUCCEEDED", "10:00:01")),
    passes: within(report("train", "SUCCEEDED", "10:00:00")),
  },
  RL405: {
    trips: within(running),
    passes: within(running, report("train", "ABORTED", "09:59:00")),
  },
  RL501: {
    trips: within(report("train", "RUNNING", "09:05:01"), done),
    passes: within(report("train", "RUNNING", "09:05:00"), done),
  },
  RL502: {
    options: { now: Date.parse("2026-11-20T10:00:00Z"), clockTolerance: 60_000 },
    trips: within({ ...done, updatedTime: "2026-11-20T10:01:01Z" }),
    passes: [report("a0", "RUNNING", "09:00:00"), report("a0", "SUCCEEDED", "10:01:00")],
  },
  RL503: {
    trips: within(report("train", "SUCCEEDED", "")),
    passes: within({
      ...report("train", "SUCCEEDED", ""),
      reportedTime: "2026-11-20T09:05:00Z",
    }),
  },
  RL504: {
    trips: within(
      declare("train", { qualityOfService: { spec: { queueingBudget: "60s" } } }),
      report("train", "QUEUED", "09:01:00"),
      report("train", "RUNNING", "09:02:01"),
      done,
    ),
    passes: within(
      declare("train", { qualityOfService: { spec: { queueingBudget: "60s" } } }),
      report("train", "QUEUED", "09:01:00"),
      report("train", "RUNNING", "09:02:00"),
      done,
    ),
  },
  RL505: {
    options: { clockTolerance: 60_000 },
    trips: within({ ...done, reportedTime: "2026-11-20T09:03:59Z" }),
    passes: within({ ...done, reportedTime: "2026-11-20T09:04:00Z" }),
  },
  RL506: {
    schema: "google.protobuf.Timestamp",
    trips: [{ seconds: "253402300800" }],
    passes: [{ seconds: "253402300799", nanos: 999_999_999 }],
  },
};
