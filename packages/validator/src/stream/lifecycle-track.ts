import type { Lifecycle } from "@runledger/lifecycle";
import { MAX_ATTEMPTS, type RuleId, rules } from "@runledger/state";
import type { Standing, Step, Track } from "./track.ts";

/** What is known of one attempt. */
interface KnownAttempt {
  readonly attempt: number;
  /** The numbers of the phases that were told, by rank. */
  readonly phases: readonly number[];
}

/** How many standings are shared at a time. */
const mostStandings = 20_000;

/**
 * Makes a track of a lifecycle that isn't the ledger's own. Legality is asked of the lifecycle, by the ledger's principle: a
 * phase must come before or after every phase that is known of its attempt, and nothing follows what ends the subject.
 */
export function lifecycleTrack(name: string, lifecycle: Lifecycle, hasVersions: boolean): Track {
  const shared = new Map<string, LifecycleStanding>();
  const share = (attempts: readonly KnownAttempt[]): LifecycleStanding => {
    const key = attempts.map(({ attempt, phases }) => `${attempt}:${phases.join(",")}`).join("|");
    let standing = shared.get(key);
    if (standing === undefined) {
      if (shared.size >= mostStandings) shared.clear();
      standing = new LifecycleStanding(lifecycle, attempts, share);
      shared.set(key, standing);
    }
    return standing;
  };
  return { name, lifecycle, hasVersions, start: () => share([]) };
}

class LifecycleStanding implements Standing {
  readonly phase: number;
  readonly attempt: number;
  readonly isFinal: boolean;
  readonly #lifecycle: Lifecycle;
  readonly #attempts: readonly KnownAttempt[];
  readonly #share: (attempts: readonly KnownAttempt[]) => LifecycleStanding;
  readonly #steps = new Map<number, Step>();

  constructor(
    lifecycle: Lifecycle,
    attempts: readonly KnownAttempt[],
    share: (attempts: readonly KnownAttempt[]) => LifecycleStanding,
  ) {
    this.#lifecycle = lifecycle;
    this.#attempts = attempts;
    this.#share = share;
    const latest = attempts.at(-1);
    this.attempt = latest?.attempt ?? 0;
    this.phase = latest?.phases.at(-1) ?? 0;
    this.isFinal = latest !== undefined && lifecycle.isTerminal(this.phase);
  }

  step(attempt: number, phase: number): Step {
    const key = attempt * 256 + phase;
    let step = this.#steps.get(key);
    if (step === undefined) {
      step = this.#make(attempt, phase);
      if (this.#steps.size < 1024) this.#steps.set(key, step);
    }
    return step;
  }

  #make(attempt: number, phase: number): Step {
    const { phase: from, attempt: fromAttempt } = this;
    const verdict = this.#judge(attempt, phase);
    if (verdict !== "moved" && verdict !== "updated" && verdict !== "late") {
      const legal = this.#legal(attempt);
      const message = this.#explain(verdict, attempt, phase, legal);
      return { kind: "rejected", rule: verdict, message, legal, from, fromAttempt, next: this };
    }
    const next = verdict === "updated" ? this : this.#with(attempt, phase);
    return { kind: verdict, rule: undefined, message: "", legal: [], from, fromAttempt, next };
  }

  #judge(attempt: number, phase: number): "moved" | "updated" | "late" | RuleId {
    const lifecycle = this.#lifecycle;
    if (!lifecycle.isKnown(phase)) return "RL103";
    if (lifecycle.isAbsent(phase)) return "RL102";
    if (attempt > MAX_ATTEMPTS) return "RL201";
    if (attempt > this.attempt) {
      return this.attempt > 0 && lifecycle.endsSubject(this.phase) ? "RL302" : "moved";
    }
    const known = this.#attempts.find((each) => each.attempt === attempt)?.phases ?? [];
    const fits = known.every((other) => lifecycle.comparable(other, phase));
    if (attempt < this.attempt) return fits && !lifecycle.endsSubject(phase) ? "late" : "RL203";
    if (!fits) return lifecycle.endsSubject(this.phase) ? "RL302" : "RL301";
    if (phase === this.phase) return "updated";
    return lifecycle.reachable(this.phase, phase) ? "moved" : "late";
  }

  #legal(attempt: number): number[] {
    const news = attempt < this.attempt ? "late" : "moved";
    return this.#lifecycle.values
      .filter(({ number }) => this.#judge(attempt, number) === news)
      .map(({ number }) => number);
  }

  #explain(rule: RuleId, attempt: number, phase: number, legal: readonly number[]): string {
    const name = (number: number): string => this.#lifecycle.of(number)?.shortName ?? `${number}`;
    const current =
      this.attempt === 0
        ? "nothing is known of it"
        : `it is ${name(this.phase)} in attempt ${this.attempt}`;
    const allowed = legal.length === 0 ? "" : ` Legal: ${legal.map(name).join(", ")}.`;
    return `phase: ${name(phase)} of attempt ${attempt} can't be told: ${current}.${allowed} ${rules[rule].wayOut}`;
  }

  #with(attempt: number, phase: number): LifecycleStanding {
    const others = this.#attempts.filter((each) => each.attempt !== attempt);
    const known = this.#attempts.find((each) => each.attempt === attempt)?.phases ?? [];
    const phases = [...new Set([...known, phase])].sort(
      (a, b) => this.#lifecycle.rank(a) - this.#lifecycle.rank(b),
    );
    return this.#share([...others, { attempt, phases }].sort((a, b) => a.attempt - b.attempt));
  }
}
