import { Violation } from "../check/violation.ts";
import type { Frame, Model } from "./model.ts";
import { type ToldError, doAllPass } from "./passing-errors.ts";
import { type Sabotage, emptied } from "./sabotage.ts";
import type { WatchOperation } from "./watch-operation.ts";

/** A result of a subscription. */
export interface WatchResult {
  readonly data?: { readonly watch: Frame } | null | undefined;
  readonly errors?: readonly ToldError[] | undefined;
}

/** What both transports need to watch, and the way of a result into the model. */
export class WatchSession {
  readonly operation: WatchOperation;
  readonly model: Model;
  /** The port of the door that it goes through. */
  readonly port: number;
  readonly signal: AbortSignal;
  readonly sabotage: Sabotage | undefined;
  /** How often it has connected. */
  connections = 0;
  /** Whether it was told that its run is deleted. */
  isGone = false;
  readonly #subject: string;
  readonly #ends: "settled" | "deleted";
  #frames = 0;

  constructor(options: {
    readonly subject: string;
    readonly operation: WatchOperation;
    readonly model: Model;
    readonly port: number;
    readonly signal: AbortSignal;
    readonly sabotage: Sabotage | undefined;
    readonly ends?: "settled" | "deleted" | undefined;
  }) {
    this.#subject = options.subject;
    this.operation = options.operation;
    this.model = options.model;
    this.port = options.port;
    this.signal = options.signal;
    this.sabotage = options.sabotage;
    this.#ends = options.ends ?? "settled";
  }

  /** Whether there is no more to come. */
  get isOver(): boolean {
    return this.model.isOver || this.isGone;
  }

  /** Connects anew: what the last connection didn't complete is forgotten. */
  connect(): void {
    this.connections += 1;
    this.model.cut();
  }

  /** The variables with which to go on where the model is. */
  variables(): Record<string, unknown> {
    const resume: Record<string, unknown> = { ...this.model.resume() };
    const { afterRevision } = resume;
    if (this.sabotage === "resume-late" && typeof afterRevision === "number") {
      resume["afterRevision"] = afterRevision + 1;
    }
    return { ...this.operation.variables, ...resume };
  }

  /**
   * Takes a result.
   *
   * @throws Violation if it breaks a promise, or is an error that doesn't pass
   */
  take({ data, errors = [] }: WatchResult): void {
    this.isGone ||= this.#ends === "deleted" && errors.some(saysDeleted);
    if (this.isGone) return;
    if (errors.length > 0 && !doAllPass(errors)) {
      throw new Violation({
        invariant: "an error that a fault causes passes, and says so",
        subject: this.#subject,
        expected: "a frame, or a code that passes",
        found: { errors, resumed: this.model.resume() },
      });
    }
    if (errors.length > 0 || data === null || data === undefined) return;
    this.#frames += 1;
    this.model.take(emptied(data.watch, this.#frames, this.sabotage));
  }
}

function saysDeleted({ extensions }: ToldError): boolean {
  return extensions?.code === "RUN_DELETED";
}
