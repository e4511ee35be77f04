import type { RunHint } from "../../store.ts";

/** How long a payload may be, in bytes. Source: https://www.postgresql.org/docs/current/sql-notify.html: below 8000. */
const LONGEST = 7900;
/** How many payloads tell of single runs. Where it takes more, who listens had better look at everything. */
const MOST = 8;

/** What a payload tells: which runs have changed, or that too many have. */
export interface Notice {
  /** Who sent it. */
  readonly sender: string;
  /** Undefined: look at everything. */
  readonly hints: readonly RunHint[] | undefined;
}

/**
 * Writes hints as payloads.
 *
 * @param hints undefined: everything is to be looked at
 */
export function writePayloads(sender: string, hints: readonly RunHint[] | undefined): string[] {
  const everything = [JSON.stringify([sender, null])];
  if (hints === undefined) return everything;
  const payloads: string[] = [];
  const frame = JSON.stringify([sender, []]).length;
  let entries: string[] = [];
  let length = frame;
  const finish = (): void => {
    if (entries.length > 0) payloads.push(`[${JSON.stringify(sender)},[${entries.join(",")}]]`);
    entries = [];
    length = frame;
  };
  for (const { domain, name, project, revision, runId } of hints) {
    const entry = JSON.stringify([runId, revision, project, domain, name]);
    const bytes = Buffer.byteLength(entry) + 1;
    if (frame + bytes > LONGEST) return everything;
    if (length + bytes > LONGEST) finish();
    entries.push(entry);
    length += bytes;
  }
  finish();
  return payloads.length > MOST ? everything : payloads;
}

/** Reads a payload. Whatever nobody here has written means that everything is to be looked at. */
export function readPayload(payload: string): Notice {
  try {
    const [sender, entries] = JSON.parse(payload) as [unknown, unknown];
    const hints = Array.isArray(entries) ? entries.map(readEntry) : undefined;
    return { sender: String(sender), hints };
  } catch {
    return { sender: "", hints: undefined };
  }
}

function readEntry(entry: unknown): RunHint {
  const [runId, revision, project, domain, name] = entry as unknown[];
  if (typeof runId !== "number" || typeof revision !== "number") throw new Error("no numbers");
  return {
    runId,
    revision,
    project: String(project),
    domain: String(domain),
    name: String(name),
  };
}
