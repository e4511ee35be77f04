import type { MessageInitShape } from "@bufbuild/protobuf";
import { durationFromMs, type Timestamp, timestampMs } from "@bufbuild/protobuf/wkt";
import type { ActionPhase, EnrichedIdentity, Run } from "@runledger/proto";
import type { TaskGroupSchema } from "@runledger/proto/flyteidl2/workflow";
import { absentPhase, isTerminal, outcomeOf } from "@runledger/state";

/** What a group keeps of a run. */
interface GroupedRun {
  readonly name: string;
  readonly group: string;
  readonly taskName: string;
  readonly environmentName: string;
  readonly shortName: string;
  readonly phase: ActionPhase;
  readonly createdTime: Timestamp | undefined;
  readonly endTime: Timestamp | undefined;
  readonly durationMs: number;
  readonly createdBy: EnrichedIdentity | undefined;
}

/** Runs, grouped by task and environment, and summed up. */
export class TaskGroups {
  readonly #recent: number;
  readonly #runs = new Map<string, GroupedRun>();
  readonly #groups = new Map<string, Set<string>>();

  readonly #most: number;

  /**
   * @param recent how many runs a group names, of the newest
   * @param most how many runs are kept, of the newest; a tenth more may be there for a while
   */
  constructor(recent: number, most: number) {
    this.#recent = recent;
    this.#most = most;
  }

  /** How many runs there are. */
  get size(): number {
    return this.#runs.size;
  }

  /** Names every group. */
  keys(): string[] {
    return [...this.#groups.keys()];
  }

  /** Takes a run as it is now. Returns the groups that it changes: that of its task, and the one that it was in before. */
  put(run: Run): string[] {
    const grouped = toGrouped(run);
    const before = this.#runs.get(grouped.name)?.group ?? grouped.group;
    this.#runs.set(grouped.name, grouped);
    if (before !== grouped.group) this.#groups.get(before)?.delete(grouped.name);
    const members = this.#groups.get(grouped.group) ?? new Set();
    this.#groups.set(grouped.group, members.add(grouped.name));
    return [...new Set([before, grouped.group, ...this.#forgetOldest()])];
  }

  /** Takes the oldest runs away where there are too many, some at a time. Returns the groups that it changes. */
  #forgetOldest(): string[] {
    if (this.#runs.size <= this.#most * 1.1) return [];
    const newestFirst = [...this.#runs.values()].toSorted(
      (a, b) => msOf(b.createdTime) - msOf(a.createdTime),
    );
    return newestFirst.slice(this.#most).flatMap(({ name }) => this.remove(name));
  }

  /** Takes a run away. Returns the groups that it changes: none if the run isn't known. */
  remove(name: string): string[] {
    const known = this.#runs.get(name);
    if (known === undefined) return [];
    this.#runs.delete(name);
    this.#groups.get(known.group)?.delete(name);
    return [known.group];
  }

  /** Sums a group up. One that has no runs any more is to be withdrawn. */
  sum(key: string): MessageInitShape<typeof TaskGroupSchema> {
    const runs = [...(this.#groups.get(key) ?? [])]
      .flatMap((name) => this.#runs.get(name) ?? [])
      .toSorted((a, b) => msOf(b.createdTime) - msOf(a.createdTime));
    const [latest] = runs;
    const [taskName = "", environmentName = ""] = JSON.parse(key) as string[];
    const names = { taskName, environmentName };
    if (latest === undefined) return { ...names, shouldDelete: true };
    const ended = runs.filter(({ phase }) => isTerminal(phase));
    const failed = runs.filter(({ phase }) => outcomeOf(phase) === "failure").length;
    const lastEnded = ended.toSorted((a, b) => msOf(b.endTime) - msOf(a.endTime))[0]?.endTime;
    return {
      ...names,
      shortName: latest.shortName,
      totalRuns: BigInt(runs.length),
      ...(latest.createdTime && { latestRunTime: latest.createdTime }),
      ...(lastEnded && { latestFinishedTime: lastEnded }),
      recentStatuses: runs
        .slice(0, this.#recent)
        .map(({ name, phase }) => ({ runName: name, phase })),
      averageFailureRate: failed / runs.length,
      ...(ended.length > 0 && { averageDuration: durationFromMs(averageOf(ended)) }),
      createdBy: identitiesOf(runs),
      errorCounts: { unspecifiedError: BigInt(failed) },
      phaseCounts: phaseCountsOf(runs),
    };
  }
}

function toGrouped({ action, createdTime }: Run): GroupedRun {
  const { id, metadata, status } = action ?? {};
  const task = metadata?.spec.case === "task" ? metadata.spec.value : undefined;
  const shortName = task?.shortName || metadata?.funtionName || "";
  const taskName = task?.id?.name || shortName;
  const environmentName = metadata?.environmentName ?? "";
  return {
    name: id?.run?.name ?? "",
    group: JSON.stringify([taskName, environmentName]),
    taskName,
    environmentName,
    shortName,
    phase: status?.phase ?? absentPhase,
    createdTime,
    endTime: status?.endTime,
    durationMs: Number(status?.durationMs ?? 0),
    createdBy: metadata?.executedBy,
  };
}

function msOf(time: Timestamp | undefined): number {
  return time === undefined ? 0 : timestampMs(time);
}

function averageOf(runs: readonly GroupedRun[]): number {
  return Math.round(runs.reduce((sum, { durationMs }) => sum + durationMs, 0) / runs.length);
}

function identitiesOf(runs: readonly GroupedRun[]): EnrichedIdentity[] {
  const bySubject = new Map<string, EnrichedIdentity>();
  for (const { createdBy } of runs) {
    const subject = createdBy?.principal.value?.id?.subject;
    if (createdBy && subject) bySubject.set(subject, createdBy);
  }
  return [...bySubject.values()];
}

function phaseCountsOf(runs: readonly GroupedRun[]): { phase: ActionPhase; count: bigint }[] {
  const counts = new Map<ActionPhase, bigint>();
  for (const { phase } of runs) counts.set(phase, (counts.get(phase) ?? 0n) + 1n);
  return [...counts].toSorted(([a], [b]) => a - b).map(([phase, count]) => ({ phase, count }));
}
