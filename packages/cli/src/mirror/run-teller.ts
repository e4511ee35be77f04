import type {
  Action,
  ActionDetails,
  ActionEvent,
  RunDetails,
  RunIdentifier,
} from "@runledger/proto";
import { isLedgerReport, isTerminal, ROOT_ACTION } from "@runledger/state";
import { GatewayError } from "../client/gateway-error.ts";
import type { Answer } from "../send/answer.ts";
import { declareAction, declareRun, isDeclaredUpstream } from "./declare.ts";
import { inParallel } from "./in-parallel.ts";
import { KnownReports } from "./known-reports.ts";
import type { Recorder } from "./recorder.ts";
import { isOver, seenOf } from "./seen-of.ts";
import { type Telling, tellAction } from "./tell-action.ts";
import type { Upstream } from "./upstream.ts";

/** What telling of a run takes. */
export interface TellerContext {
  readonly upstream: Upstream;
  readonly recorder: Recorder;
  /** Upstream's address, as the label of its runs has it. */
  readonly from: string;
  /** Is told what became of each report, and of declarations that are refused. */
  readonly onAnswer: (told: Told) => void;
}

/** What became of something that was told. */
export interface Told {
  readonly action: string;
  /** As in "attempt 2". */
  readonly what: string;
  readonly answer: Answer;
}

interface ToldAction {
  readonly known: KnownReports;
  isDeclared: boolean;
  /** Upstream's status of it when it was last told of. Empty: never. */
  seen: string;
  isOver: boolean;
}

/** How many actions are asked for at a time. */
const asksAtATime = 8;

/** Tells the ledger of one run what it doesn't know yet, and remembers what it was told. */
export class RunTeller {
  readonly #id: RunIdentifier;
  readonly #context: TellerContext;
  readonly #actions = new Map<string, ToldAction>();
  #isDeclared: boolean;
  #isLoaded: boolean;

  /** @param isKnown whether the ledger holds the run from an earlier time */
  constructor(id: RunIdentifier, isKnown: boolean, context: TellerContext) {
    this.#id = id;
    this.#context = context;
    this.#isDeclared = isKnown;
    this.#isLoaded = !isKnown;
  }

  /** Whether the ledger holds the run. */
  get isDeclared(): boolean {
    return this.#isDeclared;
  }

  /** Upstream's status of an action, in a short text, when it was last told of. Empty: never. */
  seen(name: string): string {
    return this.#action(name).seen;
  }

  /** Whether an action had ended upstream when it was last told of. */
  isOver(name: string): boolean {
    return this.#action(name).isOver;
  }

  /** Whether there is nothing new to be read of an action: it is over, and as it was. Before that details change without a word. */
  isUnchanged({ id, status }: Action): boolean {
    const { isOver: wasOver, seen } = this.#action(id?.name ?? "");
    return wasOver && seen === seenOf(status);
  }

  /** Reads what the ledger was told before. */
  async load(): Promise<void> {
    if (this.#isLoaded) return;
    for await (const event of this.#context.recorder.history(this.#id)) {
      const action = this.#action(event.id?.name ?? "");
      // The ledger itself reports what is declared as queued.
      if (isLedgerReport(event)) action.isDeclared = true;
      action.known.add(event);
    }
    this.#action(ROOT_ACTION).isDeclared = true;
    this.#isLoaded = true;
  }

  /** Declares the run, if it isn't. @returns whether it is this mirror's: otherwise another one has its name */
  async declare(details: RunDetails, signal: AbortSignal): Promise<boolean> {
    if (this.#isDeclared) return true;
    const { recorder, from } = this.#context;
    const declaration = declareRun(details, from);
    if (declaration.root !== undefined) {
      declaration.root.inputUri ||= await this.#inputUri(details.action, signal);
    }
    this.#isDeclared = await recorder.declare(declaration);
    this.#action(ROOT_ACTION).isDeclared = this.#isDeclared;
    return this.#isDeclared;
  }

  /** Tells of actions what isn't known of them yet. */
  async tell(all: readonly ActionDetails[], signal: AbortSignal): Promise<void> {
    await this.#declareActions(all, signal);
    await this.#send(all.flatMap((details) => this.#news(details, untilSignal(details))));
    for (const details of all) await this.#signalled(details);
    for (const { id, status } of all) {
      const action = this.#action(id?.name ?? "");
      action.seen = seenOf(status);
      action.isOver = isOver(status);
    }
  }

  async #declareActions(all: readonly ActionDetails[], signal: AbortSignal): Promise<void> {
    const { recorder, onAnswer } = this.#context;
    const undeclared = all.filter(
      (details) => !this.#action(details.id?.name ?? "").isDeclared && isDeclaredUpstream(details),
    );
    if (undeclared.length === 0) return;
    const declarations = await inParallel(undeclared, asksAtATime, async (details) => {
      const declaration = declareAction(details);
      declaration.inputUri ||= await this.#inputUri(details, signal);
      return declaration;
    });
    const answers = await recorder.declareActions(this.#id, declarations);
    for (const [index, answer] of answers.entries()) {
      const name = declarations[index]?.name ?? "";
      // One that is refused would be refused again.
      this.#action(name).isDeclared = true;
      if (!answer.held) onAnswer({ action: name, what: "declaration", answer });
    }
  }

  #news({ id }: ActionDetails, tellings: readonly Telling[]): readonly ActionEvent[] {
    return this.#action(id?.name ?? "").known.next(tellings);
  }

  /** Tells of a condition that somebody has signalled upstream: first the signal, and then when that was. */
  async #signalled(details: ActionDetails): Promise<void> {
    const { id, result } = details;
    if (id === undefined || result.case !== "signalInfo") return;
    const events = this.#news(details, tellAction(details));
    if (events.length === 0) return;
    const answer = await this.#context.recorder.signal(id, result.value);
    if (!answer.held) this.#context.onAnswer({ action: id.name, what: "signal", answer });
    await this.#send(events);
  }

  async #send(events: readonly ActionEvent[]): Promise<void> {
    if (events.length === 0) return;
    const { recorder, onAnswer } = this.#context;
    const answers = await recorder.report(events);
    let isContradicted = false;
    for (const [index, answer] of answers.entries()) {
      const event = events[index];
      if (event === undefined) continue;
      const action = event.id?.name ?? "";
      // What was refused is known too, or it would be told for ever.
      this.#action(action).known.add(event);
      isContradicted ||= answer.outcome === "CONFLICT";
      onAnswer({ action, what: `attempt ${event.attempt}`, answer });
    }
    if (!isContradicted) return;
    this.#isLoaded = false;
    throw new GatewayError("busy", `another mirror reports on ${this.#id.name}: looking again`);
  }

  async #inputUri(details: ActionDetails | undefined, signal: AbortSignal): Promise<string> {
    const { id, inputUri } = details ?? {};
    if (id === undefined || inputUri !== "") return "";
    return await this.#context.upstream.inputUri(id, signal);
  }

  #action(name: string): ToldAction {
    const known = this.#actions.get(name) ?? {
      known: new KnownReports(),
      isDeclared: false,
      seen: "",
      isOver: false,
    };
    this.#actions.set(name, known);
    return known;
  }
}

/** What is told of an action before its signal, if it has had one: the ledger makes the end of a condition of that. */
function untilSignal(details: ActionDetails): readonly Telling[] {
  const tellings = tellAction(details);
  if (details.result.case !== "signalInfo") return tellings;
  return tellings.filter(({ event }) => !isTerminal(event.phase));
}
