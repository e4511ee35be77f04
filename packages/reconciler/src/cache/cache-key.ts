import { createHash } from "node:crypto";
import { type JsonValue, toBinary } from "@bufbuild/protobuf";
import { type TaskSpec, TemplateInterfaceSchema } from "@runledger/proto";

/** What the outputs of a task depend on. */
export interface CacheSubject {
  readonly spec: TaskSpec;
  /** The task's name. */
  readonly name: string;
  /** Where inputs lie. Empty: nowhere. */
  readonly inputUri: string;
}

/**
 * Digests what the outputs of a task depend on: its type, name, interface and version in the cache, what its plugin reads, and
 * its inputs but for those that don't count. Same subject, same 32 bytes, in whatever order the fields came.
 */
export function cacheKey({ inputUri, name, spec }: CacheSubject): Uint8Array {
  const { custom, interface: given, metadata, type } = spec.taskTemplate ?? {};
  const hash = createHash("sha256");
  const subject = [
    type ?? "",
    name,
    metadata?.discoveryVersion ?? "",
    given === undefined
      ? ""
      : Buffer.from(toBinary(TemplateInterfaceSchema, given)).toString("base64"),
    withoutInputs(custom ?? {}, metadata?.cacheIgnoreInputVars ?? []),
    inputUri,
  ];
  return hash.update(canonical(subject)).digest();
}

function withoutInputs(
  custom: { readonly [name: string]: JsonValue },
  ignored: readonly string[],
): JsonValue {
  const { input } = custom;
  if (ignored.length === 0 || !isObject(input)) return { ...custom };
  const counting = Object.entries(input).filter(([name]) => !ignored.includes(name));
  return { ...custom, input: Object.fromEntries(counting) };
}

/** Writes JSON with the fields of objects in order. */
function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value).toSorted();
  return `{${fields.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join()}}`;
}

function isObject(value: JsonValue | undefined): value is { [name: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
