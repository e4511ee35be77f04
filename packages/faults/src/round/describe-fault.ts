import type { FaultAction, PlannedFault } from "../plan/round-plan.ts";

const names: Readonly<Record<FaultAction["kind"], string>> = {
  "kill-gateway": "killed (SIGKILL)",
  "stop-gateway": "stopped (SIGSTOP)",
  "cut-clients": "its clients' connections cut",
  "hold-clients": "black hole between it and its clients",
  "half-open-clients": "its side of its clients' connections gone",
  "delay-clients": "slow network to its clients",
  "pause-watcher": "reads nothing",
  "restart-database": "stopped in immediate mode, started again",
  "fail-over": "stopped in immediate mode for good, its standby takes over",
  "cut-database": "its connections to the database cut",
  "hold-database": "black hole between it and the database",
  "half-open-database": "the database's side of its connections gone",
  "drop-notifications": "notifications lost",
  "cut-power": "power cut",
};

/** Tells a fault in a line. */
export function describeFault({ at, span, lasts, action }: PlannedFault): string {
  const delay = action.kind === "delay-clients" ? ` by ${action.delay} ms` : "";
  const until = `until ${span} more or ${lasts} ms`;
  return `after ${at} reports: ${targetOf(action)} ${names[action.kind]}${delay}, ${until}`;
}

function targetOf(action: FaultAction): string {
  if ("gateway" in action) return `gateway ${action.gateway}`;
  if ("watcher" in action) return `watcher ${action.watcher}`;
  return action.kind === "cut-power" ? "machine" : "database";
}
