import { type MessageInitShape, create } from "@bufbuild/protobuf";
import {
  ActionPhase,
  QualityOfServiceSchema,
  QualityOfService_Tier,
} from "@runledger/proto/core/v1";
import { type ActionMetadata, ActionMetadataSchema } from "@runledger/proto/run/v1";
import { describe, expect, test } from "vitest";
import { emptyRecord } from "./empty-record.ts";
import { isQueueingBudgetExceeded, queueingBudget, queueingDeadline } from "./queueing.ts";
import { statusOf } from "./status-of.ts";
import { at } from "./testing/at.ts";
import { recordOf } from "./testing/record-of.ts";
import { report } from "./testing/report.ts";

type Quality = MessageInitShape<typeof QualityOfServiceSchema>;

const { QUEUED, WAITING_FOR_RESOURCES, RUNNING, SUCCEEDED, FAILED } = ActionPhase;
const { UNDEFINED, HIGH, MEDIUM, LOW } = QualityOfService_Tier;

function withQuality(qualityOfService: Quality): ActionMetadata {
  return create(ActionMetadataSchema, { qualityOfService });
}

const tier = (value: QualityOfService_Tier): Quality => ({ designation: { case: "tier", value } });
const budget = (seconds: bigint): Quality => ({
  designation: { case: "spec", value: { queueingBudget: { seconds } } },
});

function secondsOf(quality: Quality | undefined): number {
  return Number(queueingBudget(quality && create(QualityOfServiceSchema, quality)).seconds);
}

describe("the queueing budget", () => {
  test("grows from tier to tier, and is the middle one's where nothing is asked for", () => {
    expect(secondsOf(tier(HIGH))).toBeLessThan(secondsOf(tier(MEDIUM)));
    expect(secondsOf(tier(MEDIUM))).toBeLessThan(secondsOf(tier(LOW)));
    expect(secondsOf(tier(UNDEFINED))).toBe(secondsOf(tier(MEDIUM)));
    expect(secondsOf(tier(77 as QualityOfService_Tier))).toBe(secondsOf(tier(MEDIUM)));
    expect(secondsOf(undefined)).toBe(secondsOf(tier(MEDIUM)));
    expect(secondsOf({ designation: { case: "spec", value: {} } })).toBe(secondsOf(tier(MEDIUM)));
  });

  test("is the own one where one is given, zero included", () => {
    expect(secondsOf(budget(17n))).toBe(17);
    expect(secondsOf(budget(0n))).toBe(0);
  });
});

describe("the deadline", () => {
  test("is when the latest attempt was queued, and the budget", () => {
    const events = [
      report({ phase: FAILED, updatedTime: at(50) }),
      report({ attempt: 2, phase: QUEUED, updatedTime: at(60) }),
      report({ attempt: 2, phase: RUNNING, updatedTime: at(61) }),
    ];
    expect(queueingDeadline(recordOf(events), withQuality(budget(5n)))).toEqual(at(65));
  });

  test("starts with the first phase before work whose time is known", () => {
    const events = [
      report({ phase: QUEUED }),
      report({ phase: WAITING_FOR_RESOURCES, updatedTime: at(3) }),
    ];
    expect(queueingDeadline(recordOf(events), withQuality(budget(5n)))).toEqual(at(8));
  });

  test("is unknown where nobody told when it was queued", () => {
    expect(queueingDeadline(emptyRecord(), undefined)).toBeUndefined();
    const running = recordOf([report({ phase: RUNNING, updatedTime: at(3) })]);
    expect(queueingDeadline(running, undefined)).toBeUndefined();
  });
});

describe("the budget is exceeded", () => {
  const asked = withQuality(budget(5n));
  const started = (seconds: number) =>
    recordOf([
      report({ phase: QUEUED, updatedTime: at(10) }),
      report({ phase: RUNNING, updatedTime: at(seconds) }),
    ]);
  const waits = recordOf([report({ phase: QUEUED, updatedTime: at(10) })]);

  test.each([
    { what: "where work began after it", record: started(16), exceeded: true },
    { what: "not where it began in time", record: started(15), exceeded: false },
    {
      what: "where it ended after it without work",
      exceeded: true,
      record: recordOf([
        report({ phase: QUEUED, updatedTime: at(1) }),
        report({ phase: SUCCEEDED, updatedTime: at(9) }),
      ]),
    },
    {
      what: "where an earlier attempt waited longer",
      exceeded: true,
      record: recordOf([
        report({ phase: QUEUED, updatedTime: at(1) }),
        report({ phase: FAILED, updatedTime: at(9) }),
        report({ attempt: 2, phase: QUEUED, updatedTime: at(10) }),
      ]),
    },
    {
      what: "not while it waits, since nobody says what time it is",
      record: waits,
      exceeded: false,
    },
    { what: "not where nothing is known", record: emptyRecord(), exceeded: false },
  ])("$what", ({ record, exceeded }) => {
    expect(isQueueingBudgetExceeded(record, asked)).toBe(exceeded);
    expect(statusOf(record, asked).queueingBudgetExceeded).toBe(exceeded);
  });

  test("while it waits, as of a time", () => {
    expect(isQueueingBudgetExceeded(waits, asked, at(15))).toBe(false);
    expect(isQueueingBudgetExceeded(waits, asked, at(16))).toBe(true);
    expect(statusOf(waits, asked, at(16)).queueingBudgetExceeded).toBe(true);
    expect(isQueueingBudgetExceeded(started(11), asked, at(99))).toBe(false);
  });

  test("never where no quality of service was asked for", () => {
    expect(isQueueingBudgetExceeded(started(99_999), undefined)).toBe(false);
    expect(isQueueingBudgetExceeded(started(99_999), withQuality({}))).toBe(false);
  });
});
