import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Plan } from "../plan/plan.ts";
import { describeFacts } from "./describe-facts.ts";
import type { SendResult } from "../send/send-reports.ts";
import { formatCount, formatCounted, formatDuration } from "../terminal/format.ts";
import type { Paint } from "../terminal/paint.ts";

/** How the sending went, beside what was answered. */
export interface Effort {
  /** How often something had to be sent again because nobody answered. */
  readonly retries: number;
  /** How long it all took. */
  readonly milliseconds: number;
}

/** What became of a story that was sent, for people and for programs. */
export class Played {
  readonly #plan: Plan;
  readonly #result: SendResult;
  readonly #effort: Effort;

  constructor(plan: Plan, result: SendResult, effort: Effort) {
    this.#plan = plan;
    this.#result = result;
    this.#effort = effort;
  }

  get #reportsPerSecond(): number {
    return Math.round(
      (this.#result.tally.answered / Math.max(1, this.#effort.milliseconds)) * 1000,
    );
  }

  /** What the command comes to. */
  get exitCode(): ExitCode {
    if (this.#result.kind === "stopped") return exitCode.interrupted;
    const isWhole = this.#result.kind === "sent" && this.#result.tally.refused === 0;
    return isWhole ? exitCode.ok : exitCode.failed;
  }

  /** Gives the summary for programs. Part of the command's interface: fields are added, and not changed. */
  toJSON(): Readonly<Record<string, unknown>> {
    const { tally, kind } = this.#result;
    const { project, domain, name } = this.#plan.declaration.id ?? {};
    return {
      result: kind,
      run: { project, domain, name },
      ...this.#plan.facts,
      reports: this.#plan.reports.length,
      answered: tally.answered,
      outcomes: Object.fromEntries(tally.outcomes),
      refused: tally.refused,
      refusals: tally.refusals,
      retries: this.#effort.retries,
      milliseconds: Math.round(this.#effort.milliseconds),
      reportsPerSecond: this.#reportsPerSecond,
      ...(this.#result.kind === "failed" ? { error: messageOf(this.#result.error) } : {}),
    };
  }

  /** Gives the summary for people: a few lines, with a line break at the end of each. */
  toText(paint: Paint): string {
    const { facts, reports, declaration } = this.#plan;
    const { answered, outcomes } = this.#result.tally;
    const { milliseconds, retries } = this.#effort;
    const counts = [...outcomes].map(
      ([outcome, count]) => `${formatCount(count)} ${outcome.toLowerCase()}`,
    );
    const again = retries === 0 ? [] : [`sent again ${formatCounted(retries, "time")}`];
    const speed = [
      formatDuration(milliseconds),
      `${formatCounted(this.#reportsPerSecond, "report")}/s`,
      ...again,
    ];
    const lines = [
      paint("bold", declaration.id?.name ?? ""),
      `  ${describeFacts(facts)}`,
      `  ${formatCount(answered)} of ${formatCounted(reports.length, "report")} answered: ${counts.join(", ") || "none"}`,
      `  ${speed.join(", ")}`,
      ...this.#refusals(paint),
      this.#verdict(paint),
    ];
    return `${lines.join("\n")}\n`;
  }

  #refusals(paint: Paint): readonly string[] {
    const { refused, refusals } = this.#result.tally;
    if (refused === 0) return [];
    const more = refused - refusals.length;
    return [
      paint("red", `  ${formatCounted(refused, "report")} refused:`),
      ...refusals.map(
        ({ action, attempt, reason }) => `    ${action}, attempt ${attempt}: ${reason}`,
      ),
      ...(more > 0
        ? [`    … and ${formatCount(more)} more: ask the gateway for the run's quarantine`]
        : []),
    ];
  }

  #verdict(paint: Paint): string {
    const result = this.#result;
    if (result.kind === "sent") {
      return result.tally.refused === 0
        ? paint("green", "  every report is in the ledger")
        : paint("red", "  not every report is in the ledger");
    }
    const left = formatCounted(this.#plan.reports.length - result.tally.answered, "report");
    const verdict =
      result.kind === "stopped"
        ? paint("yellow", `  stopped before ${left}`)
        : paint("red", `  failed before ${left}: ${messageOf(result.error)}`);
    return `${verdict}\n  the same command goes on: what the ledger holds is acknowledged as a duplicate`;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
