import type { ActionState } from "./action-state.ts";
import type { Finding } from "./finding.ts";
import type { Findings } from "./findings.ts";
import type { Heard } from "./heard.ts";
import type { Place } from "./place.ts";
import type { RunState } from "./run-state.ts";
import { placeAt, storyOf } from "./story.ts";
import type { Step } from "./track.ts";

/** What a finding says beside its rule. */
interface Said {
  readonly message: string;
  readonly field?: string;
  readonly legal?: readonly string[];
  readonly story?: Finding["story"];
}

/** Puts into findings what is wrong with reports, actions and runs. What costs something is made where it is of interest. */
export class Teller {
  readonly #findings: Findings;
  readonly #sources: readonly string[];

  constructor(findings: Findings, sources: readonly string[]) {
    this.#findings = findings;
    this.#sources = sources;
  }

  /** Tells of a report. @param state its action, where the story of it says more */
  report(rule: string, heard: Heard, message: string, field: string, state?: ActionState): void {
    const { told, place, producer } = heard;
    const { project, domain, name } = told.run;
    const symbol = `${project}/${domain}/${name}/${told.action}`;
    this.#add(rule, symbol, producer, place, () => ({
      message,
      field,
      story: state === undefined ? [] : storyOf(state, this.#sources, { told, place }),
    }));
  }

  /** Tells of a report that the lifecycle refuses. */
  refusal(step: Step, { told, place, producer }: Heard, state: ActionState): void {
    const nameOf = (phase: number): string =>
      told.track.lifecycle.of(phase)?.shortName ?? `${phase}`;
    this.#add(step.rule ?? "RL301", symbolOf(state), producer, place, () => ({
      message: step.message,
      field: "phase",
      legal: step.legal.map(nameOf),
      story: storyOf(state, this.#sources, { told, place }),
    }));
  }

  /** Tells of a report that is remembered. @param at where it begins in the log */
  remembered(rule: string, state: ActionState, message: string, at: number): void {
    this.#add(rule, symbolOf(state), state.producer, placeAt(state, at), () => ({
      message,
      story: storyOf(state, this.#sources, { at }),
    }));
  }

  /** Tells of the declaration of an action. */
  declaration(rule: string, state: ActionState, message: string, place: Place): void {
    this.#add(rule, symbolOf(state), state.producer, place, () => ({ message }));
  }

  /** Tells of a run, at the first report on one of its actions. */
  run(rule: string, run: RunState, first: ActionState, message: string): void {
    this.#add(rule, run.name, first.producer, placeAt(first, 0), () => ({ message }));
  }

  /** Names a place for people: `events.jsonl:12`, or `events.bin@4096`. */
  nameOf({ source, byte, line }: Place): string {
    return `${this.#sources[source] ?? "input"}${line > 0 ? `:${line}` : `@${byte}`}`;
  }

  #add(rule: string, symbol: string, producer: number, place: Place, say: () => Said): void {
    if (!this.#findings.isOn(rule)) return;
    const { byte, line } = place;
    this.#findings.add({
      rule,
      symbol,
      producer,
      details: () => {
        const { message, field = "", legal = [], story = [] } = say();
        const source = this.#sources[place.source] ?? "input";
        return { source, byte, line, message, field, legal, story };
      },
    });
  }
}

function symbolOf({ run, name }: ActionState): string {
  return `${run.name}/${name}`;
}
