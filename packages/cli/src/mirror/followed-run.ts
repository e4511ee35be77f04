import { toJson } from "@bufbuild/protobuf";
import {
  type Action,
  type ActionDetails,
  type ActionEvent,
  type ActionStatus,
  ActionStatusSchema,
  type RunDetails,
  type RunIdentifier,
} from "@runledger/proto";
import { isLedgerReport, isTerminal, ROOT_ACTION } from "@runledger/state";
import { GatewayError } from "../client/gateway-error.ts";
import type { Answer } from "../send/answer.ts";
import { declareAction, declareRun, isDeclaredUpstream } from "./declare.ts";
import { digestOf } from "./digest-of.ts";
import { inParallel } from "./in-parallel.ts";
import { KnownReports } from "./known-reports.ts";
import type { Recorder } from "./recorder.ts";
import { type Telling, tellAction } from "./tell-action.ts";
import type { Upstream } from "./upstream.ts";

/** What following a run takes. */
export interface FollowContext {
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

/** How a run stands after a look at it. */
export type RunState =
  /** More will come. */
  | "open"
  /** It has ended upstream, whole, and the ledger holds all of it. */
  | "ended"
  /** Upstream doesn't know it. */
  | "gone"
  /** Another run of the ledger has its name. */
  | "taken";

interface FollowedAction {
  readonly known: KnownReports;
  isDeclared: boolean;
  /** Upstream's status of it when it was last told of. Empty: never. */
  seen: string;
  isOver: boolean;
}

/** How many actions are looked at in one step, and how many of those at a time. */
const stepSize = 100;
const looksAtATime = 8;

/** Keeps one run of the ledger as it is upstream. What watches say is a hint where to look: what counts is read anew. */
export class FollowedRun {
  readonly id: RunIdentifier;
  readonly #context: FollowContext;
  readonly #actions = new Map<string, FollowedAction>();
  #isDeclared: boolean;
  #isLoaded: boolean;
  #isWhole = true;
  #hinted = new Map<string, Action>();

  /** @param isKnown whether the ledger holds it from an earlier time */
  constructor(id: RunIdentifier, isKnown: boolean, context: FollowContext) {
    this.id = id;
    this.#context = context;
    this.#isDeclared = isKnown;
    this.#isLoaded = !isKnown;
  }

  /** Whether the ledger holds it. */
  get isDeclared(): boolean {
    return this.#isDeclared;
  }

  /** Upstream's status of the root, in a short text, when it was last told of. */
  get seen(): string {
    return this.#action(ROOT_ACTION).seen;
  }

  /** Has the whole run looked at next time. */
  suspect(): void {
    this.#isWhole = true;
  }

  /** Hears of actions. @returns whether any of them isn't as it was when it was last told of */
  hint(actions: readonly Action[]): boolean {
    let isNews = false;
    for (const action of actions) {
      const { id, status } = action;
      if (id === undefined || this.#action(id.name).seen === seenOf(status)) continue;
      this.#hinted.set(id.name, action);
      isNews = true;
    }
    return isNews;
  }

  /**
   * Looks at what may have changed, and tells the ledger of it. The root comes last, so that a run which has ended in the
   * ledger is whole there.
   *
   * @throws GatewayError where upstream or the ledger can't be reached. What was done stands, and the rest is done next time
   */
  async look(signal: AbortSignal): Promise<RunState> {
    const hinted = this.#hinted;
    const isWhole = this.#isWhole || hinted.has(ROOT_ACTION);
    [this.#hinted, this.#isWhole] = [new Map(), false];
    try {
      await this.#load();
      if (isWhole) return await this.#lookAtAll(signal);
      await this.#lookAt([...hinted.values()], signal);
      return "open";
    } catch (error) {
      this.#isWhole ||= isWhole;
      for (const [name, action] of hinted) this.#hinted.set(name, action);
      throw error;
    }
  }

  async #lookAtAll(signal: AbortSignal): Promise<RunState> {
    const { upstream } = this.#context;
    // The root is read before the others: if it has ended by then, what is read of them is all that there is.
    const details = await upstream.run(this.id, signal);
    if (details?.action?.id?.run === undefined) return "gone";
    if (!(await this.#declare(details, signal))) return "taken";
    let open = 0;
    let step: Action[] = [];
    for await (const action of upstream.actions(this.id, signal)) {
      if (action.id === undefined || action.id.name === ROOT_ACTION) continue;
      if (!isOver(action.status)) open += 1;
      if (this.#isUnchanged(action)) continue;
      step.push(action);
      if (step.length < stepSize) continue;
      await this.#lookAt(step, signal);
      step = [];
    }
    await this.#lookAt(step, signal);
    await this.#tell([details.action], signal);
    return isOver(details.action.status) && open === 0 ? "ended" : "open";
  }

  /** Details change without a word in the status while an action is at work, as links do; once it is over they stay. */
  #isUnchanged({ id, status }: Action): boolean {
    const known = this.#action(id?.name ?? "");
    return known.isOver && known.seen === seenOf(status);
  }

  async #lookAt(actions: readonly Action[], signal: AbortSignal): Promise<void> {
    const { upstream } = this.#context;
    const details = await inParallel(actions, looksAtATime, async ({ id }) =>
      id === undefined ? undefined : upstream.action(id, signal),
    );
    await this.#tell(
      details.filter((each) => each !== undefined),
      signal,
    );
  }

  /** @returns whether the run is this mirror's */
  async #declare(details: RunDetails, signal: AbortSignal): Promise<boolean> {
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

  async #tell(all: readonly ActionDetails[], signal: AbortSignal): Promise<void> {
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
    const declarations = await inParallel(undeclared, looksAtATime, async (details) => {
      const declaration = declareAction(details);
      declaration.inputUri ||= await this.#inputUri(details, signal);
      return declaration;
    });
    const answers = await recorder.declareActions(this.id, declarations);
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
    await this.#context.recorder.signal(id, result.value);
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
    throw new GatewayError("busy", `another mirror reports on ${this.id.name}: looking again`);
  }

  /** Reads what the ledger was told before. */
  async #load(): Promise<void> {
    if (this.#isLoaded) return;
    for await (const event of this.#context.recorder.history(this.id)) {
      const action = this.#action(event.id?.name ?? "");
      // The ledger itself reports what is declared as queued.
      if (isLedgerReport(event)) action.isDeclared = true;
      action.known.add(event);
    }
    this.#action(ROOT_ACTION).isDeclared = true;
    this.#isLoaded = true;
  }

  async #inputUri(details: ActionDetails | undefined, signal: AbortSignal): Promise<string> {
    const { id, inputUri } = details ?? {};
    if (id === undefined || inputUri !== "") return "";
    return await this.#context.upstream.inputUri(id, signal);
  }

  #action(name: string): FollowedAction {
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

function isOver(status: ActionStatus | undefined): boolean {
  return status !== undefined && isTerminal(status.phase);
}

/** Says a status in a short text, to be compared. Empty: there is none. */
export function seenOf(status: ActionStatus | undefined): string {
  return status === undefined ? "" : digestOf(toJson(ActionStatusSchema, status));
}
