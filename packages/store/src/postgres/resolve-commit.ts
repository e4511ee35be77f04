import type { Connections } from "./connections.ts";
import { prepare } from "./statement.ts";

/** What became of a transaction. */
export type Fate = "committed" | "aborted" | "unknown";

// Where the server hasn't found out yet that the connection is gone, it is told: the transaction then ends one way or the
// other. The number names the transaction and nothing else, so no other one can be hit.
const ask = prepare(`
SELECT pg_xact_status($1::xid8), (SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
  WHERE backend_xid = ($1::xid8)::xid AND usename = current_user)`);

/**
 * Finds out what became of a transaction whose commit was sent and not answered.
 *
 * @param number the transaction's number at the server
 * @param wait waits before the question is asked again; false: long enough was waited
 */
export async function resolveCommit(
  connections: Connections,
  number: string,
  wait: () => Promise<boolean>,
): Promise<Fate> {
  for (;;) {
    const status = await statusOf(connections, number);
    if (status === "committed" || status === "aborted") return status;
    if (status === "forgotten" || !(await wait())) return "unknown";
  }
}

async function statusOf(connections: Connections, number: string): Promise<string> {
  try {
    const [[status] = []] = await connections.read(ask(number));
    return typeof status === "string" ? status : "forgotten";
  } catch {
    // Still away. Or a server that has never heard of the number, since it took over from the one that had it.
    return "unreachable";
  }
}
