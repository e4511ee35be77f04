import type { ActionEvent } from "@runledger/proto/run/v1";
import {
  type FoldResult,
  History,
  actionPhaseLifecycle as lifecycle,
  attemptOf,
  isFinal,
  legalPhases,
  phaseOf,
} from "@runledger/state";
import type { Entry } from "../input/entry.ts";
import { actionTrack } from "../stream/action-track.ts";
import type { Told } from "../stream/told.ts";
import type { Standing, Track } from "../stream/track.ts";
import type { ExplainedPhase, ExplainedReport } from "./explained.ts";

/** What became of a report. */
type Outcome = Pick<ExplainedReport, "effect" | "from" | "rule" | "message">;

/** Where a report stands. */
type Where = Pick<ExplainedReport, "source" | "byte" | "line">;

/** Collects what is told of one action, or of a workflow, a node or a task of Flyte 1, and what each report did. */
export class Chain {
  readonly symbol: string;
  readonly reports: ExplainedReport[] = [];
  /** The ledger's own fold: of actions, it knows more than a standing. */
  readonly #history: History;
  #track: Track = actionTrack;
  #standing: Standing | undefined;

  constructor(symbol: string, options: { readonly fromLedger?: boolean }) {
    this.symbol = symbol;
    this.#history = new History(options);
  }

  /** Takes a record that tells of it. */
  take(entry: Entry, where: Where): void {
    if (entry.kind === "other") return;
    if (entry.kind === "report") {
      const { told } = entry;
      const outcome = told.track === actionTrack ? this.#record(told) : this.#step(told);
      this.reports.push({ ...describe(told), ...outcome, ...where });
      return;
    }
    const time = { $typeName: "google.protobuf.Timestamp", seconds: 0n, nanos: 0 } as const;
    if (entry.kind === "action") {
      this.#history.declare(entry.run, entry.declaration, time);
      return;
    }
    const { id, root } = entry.declaration;
    if (id !== undefined && root !== undefined) this.#history.declare(id, root, time);
  }

  /** Tells where it stands; undefined if nothing of it was taken. */
  get now(): ExplainedPhase | undefined {
    return this.#track === actionTrack ? this.#actionNow() : this.#standingNow();
  }

  #record(told: Told): Outcome {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Only action events are told of actions.
    return outcomeOf(this.#history.record(told.message as ActionEvent));
  }

  #step({ track, attempt, phase }: Told): Outcome {
    this.#track = track;
    const standing = this.#standing ?? track.start(0);
    const { kind, next, from, fromAttempt, rule, message } = standing.step(attempt, phase);
    if (rule === undefined) this.#standing = next;
    const name = fromAttempt === 0 ? undefined : track.lifecycle.of(from)?.shortName;
    return { effect: kind, from: name, rule, message };
  }

  #actionNow(): ExplainedPhase | undefined {
    const name = this.symbol.slice(this.symbol.lastIndexOf("/") + 1);
    const action = [...this.#history.actions()].find(({ id }) => id.name === name);
    if (action === undefined) return undefined;
    const { record, metadata } = action;
    const attempt = attemptOf(record);
    return {
      ...nameOf(actionTrack, phaseOf(record)),
      attempt,
      isFinal: isFinal(record, metadata),
      legal: legalPhases(record, metadata, attempt).map((each) => nameOf(actionTrack, each).phase),
    };
  }

  #standingNow(): ExplainedPhase | undefined {
    if (this.#standing === undefined) return undefined;
    const { phase, attempt, isFinal: hasEnded } = this.#standing;
    const legal = this.#track.lifecycle.values
      .filter(({ number }) => this.#standing?.step(attempt, number).kind === "moved")
      .map(({ shortName }) => shortName);
    return { ...nameOf(this.#track, phase), attempt, isFinal: hasEnded, legal };
  }
}

function nameOf(track: Track, phase: number): Pick<ExplainedPhase, "phase" | "description"> {
  const value = track.lifecycle.of(phase);
  return { phase: value?.shortName ?? String(phase), description: value?.description ?? "" };
}

function describe({ track, attempt, phase, version, time, producer }: Told) {
  const date = new Date(time ?? Number.NaN);
  return {
    attempt,
    phase: nameOf(track, phase).phase,
    version,
    time: Number.isNaN(date.getTime()) ? undefined : date.toISOString(),
    producer,
  };
}

function outcomeOf(result: FoldResult): Outcome {
  const isFirst = result.kind !== "moved" || lifecycle.isAbsent(result.from);
  const from = isFirst ? undefined : nameOf(actionTrack, result.from).phase;
  if (!("rule" in result)) return { effect: result.kind, from, rule: undefined, message: "" };
  return { effect: result.kind, from, rule: result.rule, message: result.message };
}
