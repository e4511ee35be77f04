import type { ExecutionResult } from "graphql";

const written = new WeakMap<ExecutionResult, Buffer>();

/** Writes a result as the event `next`. A result that several clients are sent is written once. */
export function resultEvent(result: ExecutionResult): Buffer {
  const known = written.get(result);
  if (known !== undefined) return known;
  const made = Buffer.from(eventText("next", JSON.stringify(result), cursorOf(result)));
  written.set(result, made);
  return made;
}

/** Writes an event. `id` undefined: the one before stays. */
export function eventText(event: string, data: string, id: string | undefined): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`;
}

/** Says where a stream can be resumed behind this result; undefined: not here. */
export function cursorOf(result: ExecutionResult): string | undefined {
  const cursor = result.extensions?.["cursor"];
  return typeof cursor === "string" ? cursor : undefined;
}
