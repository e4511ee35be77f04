import type { PlanFacts } from "../plan/plan.ts";
import { formatCount, formatCounted, formatDuration } from "../terminal/format.ts";

/** Says in two lines what a plan tells. */
export function describeFacts({
  actions,
  attempts,
  duration,
  failedAttempts,
  groups,
  tasks,
}: PlanFacts): string {
  const tree = `${formatCounted(actions, "action")}: ${formatCounted(tasks, "task")} in ${formatCounted(groups, "group")} under the root`;
  const story = `${formatCounted(attempts, "attempt")}, ${formatCount(failedAttempts)} of which did not end well, over ${formatDuration(duration)}`;
  return `${tree}\n  ${story}`;
}
