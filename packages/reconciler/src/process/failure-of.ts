import { constants } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { ExecutionErrorSchema, ExecutionError_ErrorKind } from "@runledger/proto";
import type { PluginResult } from "@runledger/state/reconcile";
import { clip } from "../clip.ts";
import { readShort, readTail } from "./files.ts";

type Failure = PluginResult & { readonly kind: "failed" };

/** The most that is read of an error document, in bytes. */
const LONGEST_DOCUMENT = 65_536;

/** How much of stderr is shown with a failure, in bytes. */
const TAIL = 8192;

/** Makes a failure of a command. */
export function failureOf(
  code: string,
  kind: "USER" | "SYSTEM",
  retryable: boolean,
  message: string,
): Failure {
  const error = create(ExecutionErrorSchema, {
    code: code.slice(0, 255),
    kind: ExecutionError_ErrorKind[kind],
    message: clip(message),
  });
  return { kind: "failed", error, retryable };
}

/**
 * Says how a command failed that ended with a code. What its error document says counts: `code`, `message`, `kind` ("USER" or
 * "SYSTEM") and `recoverable`. Without one it is the author's fault and may be tried again, except where the command isn't
 * there (126, 127), which trying again doesn't cure.
 */
export async function failureOfExit(folder: string, exit: number): Promise<Failure> {
  const document = await readDocument(join(folder, "error.json"));
  if (document !== undefined) return document;
  const stderr = (await readTail(join(folder, "stderr"), TAIL)).trim();
  const tail = stderr === "" ? "" : `\n${stderr}`;
  if (exit === 126 || exit === 127) {
    return failureOf(
      "CommandNotFound",
      "USER",
      false,
      `The command can't be run (code ${exit}).${tail}`,
    );
  }
  const signal = exit > 128 ? signalName(exit - 128) : undefined;
  return signal === undefined
    ? failureOf(`Exit${exit}`, "USER", true, `The command ended with code ${exit}.${tail}`)
    : failureOf(signal, "USER", true, `The command was ended by ${signal}.${tail}`);
}

async function readDocument(path: string): Promise<Failure | undefined> {
  const text = await readShort(path, LONGEST_DOCUMENT);
  if (text === "") return undefined;
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return failureOf("ErrorDocument", "USER", true, `The error document isn't JSON: ${text}`);
  }
  const { code, kind, message, recoverable } = Object(document) as Record<string, unknown>;
  return failureOf(
    typeof code === "string" && code !== "" ? code : "Error",
    kind === "SYSTEM" ? "SYSTEM" : "USER",
    recoverable === true,
    typeof message === "string" ? message : text,
  );
}

function signalName(number: number): string | undefined {
  return Object.entries(constants.signals).find(([, each]) => each === number)?.[0];
}
