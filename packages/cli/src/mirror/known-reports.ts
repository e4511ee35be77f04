import { toJson } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  type ActionEvent,
  ActionEventSchema,
  type ClusterEvent,
  ClusterEventSchema,
} from "@runledger/proto";
import { compareTimes, isLedgerReport } from "@runledger/state";
import { digestOf } from "./digest-of.ts";
import type { Telling } from "./tell-action.ts";

/** How many cluster events a report may carry. Source: runledger.run.v1.ActionEvent. */
const eventsPerReport = 1000;

/** What the ledger was told of one attempt in one phase. */
interface KnownPhase {
  /** The highest version. */
  version: number;
  /** What that one said, cluster events aside. */
  content: string;
  /** The earliest time that any of them told. */
  time: Timestamp | undefined;
}

interface KnownAttempt {
  readonly phases: Map<number, KnownPhase>;
  /** What the cluster did, by content: each is told once. */
  readonly clusterEvents: Set<string>;
}

/**
 * Remembers what the ledger was told of an action, so that only what is new is told, under the next version. The ledger's own
 * list of reports fills it again after a restart.
 */
export class KnownReports {
  readonly #attempts = new Map<number, KnownAttempt>();

  /** Notes a report that the ledger holds or has refused. Those that the ledger made by itself tell nothing of upstream. */
  add(event: ActionEvent): void {
    if (isLedgerReport(event)) return;
    const { phases, clusterEvents } = this.#attempt(event.attempt);
    const known = phases.get(event.phase);
    const time = earliest(known?.time, event.updatedTime);
    const isNewest = known === undefined || event.version >= known.version;
    phases.set(event.phase, {
      version: isNewest ? event.version : known.version,
      content: isNewest ? contentOf(event) : known.content,
      time,
    });
    for (const each of event.clusterEvents) clusterEvents.add(keyOf(each));
  }

  /** Makes the reports that tell what the ledger doesn't know yet of what upstream says. None: it knows it all. */
  next(tellings: readonly Telling[]): readonly ActionEvent[] {
    return tellings.flatMap((telling) => this.#reports(telling));
  }

  #reports({ event, isCurrent }: Telling): readonly ActionEvent[] {
    const { phases, clusterEvents } = this.#attempt(event.attempt);
    const known = phases.get(event.phase);
    const news = event.clusterEvents.filter((each) => !clusterEvents.has(keyOf(each)));
    const isNew =
      known === undefined ||
      isEarlier(event.updatedTime, known.time) ||
      (isCurrent && (news.length > 0 || contentOf(event) !== known.content));
    if (!isNew) return [];
    const reports: ActionEvent[] = [];
    for (let from = 0; from === 0 || from < news.length; from += eventsPerReport) {
      const version = (known?.version ?? -1) + 1 + reports.length;
      reports.push({ ...event, version, clusterEvents: news.slice(from, from + eventsPerReport) });
    }
    return reports;
  }

  #attempt(number: number): KnownAttempt {
    const known = this.#attempts.get(number) ?? { phases: new Map(), clusterEvents: new Set() };
    this.#attempts.set(number, known);
    return known;
  }
}

/**
 * Stands for what a report says, without its version and what the cluster did. As JSON, since fields that the ledger doesn't
 * declare don't come back from it.
 */
function contentOf(event: ActionEvent): string {
  return digestOf(toJson(ActionEventSchema, { ...event, version: 0, clusterEvents: [] }));
}

function keyOf(event: ClusterEvent): string {
  return digestOf(toJson(ClusterEventSchema, event));
}

function earliest(a: Timestamp | undefined, b: Timestamp | undefined): Timestamp | undefined {
  return isEarlier(b, a) || a === undefined ? b : a;
}

/** Whether a time is known, and is before another or that one isn't known. */
function isEarlier(time: Timestamp | undefined, than: Timestamp | undefined): boolean {
  return time !== undefined && (than === undefined || compareTimes(time, than) < 0);
}
