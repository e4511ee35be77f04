import { createHash } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import type { Clock, Report } from "@runledger/ledger";
import type { StepsLedger } from "./steps-ledger.ts";
import {
  type ActionDeclaration,
  ActionEventSchema,
  ActionPhase,
  ExecutionErrorSchema,
  ExecutionError_ErrorKind,
  type RunIdentifier,
} from "@runledger/proto";
import { clip } from "../clip.ts";
import { writeOutputs } from "../outputs/write-outputs.ts";
import type { Work } from "../plugin.ts";
import { TaskError } from "../task-error.ts";
import { toTimestamp } from "../times.ts";
import { toJson } from "./to-json.ts";

/** What a tracer stands on. */
export interface TracerOptions {
  readonly ledger: StepsLedger;
  readonly clock: Clock;
  readonly run: RunIdentifier;
  /** Where outputs are kept. */
  readonly work: Pick<Work, "files" | "folder">;
}

/** Does steps in this process and reports them. What is reported is what counts: a step that wasn't is done again. */
export class Tracer {
  readonly #options: TracerOptions;

  constructor(options: TracerOptions) {
    this.#options = options;
  }

  /** Does a step, and reports how it ended, with what it returned. */
  async trace(declaration: ActionDeclaration, step: () => unknown): Promise<void> {
    const { clock, work } = this.#options;
    const begun = toTimestamp(clock.now());
    let ended: Pick<Told, "error" | "outputs" | "phase">;
    try {
      const value = toJson(await step(), `what ${declaration.name} returned`);
      const file = `trace-${digestOf(declaration.name)}.json`;
      const outputs = await writeOutputs(work, file, value);
      ended = { phase: ActionPhase.SUCCEEDED, outputs };
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      ended = {
        phase: ActionPhase.FAILED,
        error: create(ExecutionErrorSchema, {
          code: (thrown instanceof TaskError ? thrown.code : error.name).slice(0, 255),
          message: clip(error.stack ?? error.message),
          kind: ExecutionError_ErrorKind.USER,
        }),
      };
    }
    const running = { phase: ActionPhase.RUNNING, updatedTime: begun };
    const over = { ...ended, updatedTime: toTimestamp(clock.now()), lastAttempt: true };
    await this.#report([
      { declaration, event: this.#event(declaration.name, running) },
      { event: this.#event(declaration.name, over) },
    ]);
  }

  async #report(reports: readonly Report[]): Promise<void> {
    await this.#options.ledger.record(reports);
  }

  #event(name: string, told: Told): Report["event"] {
    const id = { run: this.#options.run, name };
    return create(ActionEventSchema, { id, attempt: 1, producer: "workflow", ...told });
  }
}

/** Names what may have any name, in files. */
function digestOf(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 32);
}

type Told = Omit<NonNullable<Parameters<typeof create<typeof ActionEventSchema>>[1]>, "$typeName">;
