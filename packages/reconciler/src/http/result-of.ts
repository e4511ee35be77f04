import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create, type JsonValue } from "@bufbuild/protobuf";
import { OutputReferencesSchema, type TaskLog, TaskLogSchema } from "@runledger/proto";
import { actionPhaseLifecycle, outcomeOf } from "@runledger/state";
import type { PluginResult } from "@runledger/state/reconcile";
import { OUTPUTS } from "../outputs-file.ts";
import { outputsFailure } from "../outputs/outputs-failure.ts";
import type { Work } from "../plugin.ts";
import { failureOf } from "../process/failure-of.ts";

/** The most log links that are taken. */
const MOST_LOGS = 20;

/**
 * Reads how far an engine is with the work: `phase`, and `outputs` or `outputUri`, `error`, `logs`.
 *
 * @returns undefined if that can't be read
 */
export async function resultOf(
  json: unknown,
  work: Work,
  again: number,
): Promise<PluginResult | undefined> {
  const { error, logs, outputs, outputUri, phase } = Object(json) as Record<string, unknown>;
  const value = actionPhaseLifecycle.values.find(({ shortName }) => shortName === phase);
  if (value === undefined || value.role === "awaiting_signal") return undefined;
  const details = { logs: logsOf(logs) };
  switch (outcomeOf(value.number)) {
    case undefined:
      return { kind: "working", phase: value.number, again, details };
    case "success": {
      const failed =
        typeof outputUri === "string"
          ? undefined
          : outputsFailure(work.spec, outputs as JsonValue | undefined);
      if (failed !== undefined) return { ...failed, details };
      const uri = typeof outputUri === "string" ? outputUri : await keep(outputs, work);
      if (uri === undefined) return { kind: "succeeded", details };
      const references = create(OutputReferencesSchema, { outputUri: uri.slice(0, 4096) });
      return { kind: "succeeded", outputs: references, details };
    }
    default:
      return { ...failure(error), details };
  }
}

async function keep(outputs: unknown, { files, folder }: Work): Promise<string | undefined> {
  if (outputs === undefined) return undefined;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, OUTPUTS), JSON.stringify(outputs));
  await files.keep(OUTPUTS);
  return files.uriOf(OUTPUTS);
}

function failure(error: unknown): PluginResult {
  const { code, kind, message, recoverable } = Object(error) as Record<string, unknown>;
  return failureOf(
    typeof code === "string" && code !== "" ? code : "Error",
    kind === "SYSTEM" ? "SYSTEM" : "USER",
    recoverable === true,
    typeof message === "string" ? message : "The engine doesn't say why.",
  );
}

function logsOf(logs: unknown): TaskLog[] {
  if (!Array.isArray(logs)) return [];
  return logs.slice(0, MOST_LOGS).flatMap((log: unknown) => {
    const { name, uri } = Object(log) as Record<string, unknown>;
    if (typeof name !== "string" || typeof uri !== "string" || uri.length > 4096) return [];
    return [create(TaskLogSchema, { name: name.slice(0, 255), uri, ready: true })];
  });
}
