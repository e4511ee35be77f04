import { type Limit, archivedADay, bytesADay, findLimits, liveRuns } from "./find-limits.ts";
import type { Scenario } from "./parameters.ts";
import type { Hour } from "./simulate-day.ts";

const DAY = 86_400;

/** Tells a day and its limits as text. */
export function tellDay(scenario: Scenario, hours: readonly Hour[]): string {
  const limits = findLimits(scenario);
  return [
    ...tellHours(hours),
    "",
    ...tellGrowth(scenario),
    "",
    ...tellLimits(limits),
    "",
    tellFirst(scenario, limits),
  ].join("\n");
}

function tellHours(hours: readonly Hour[]): string[] {
  const head = ["hour", "reports/s", "gateways", "database", "p50 ms", "p99 ms", "refused/s"];
  const rows = hours.map((each) => [
    String(each.hour).padStart(2, "0"),
    count(each.reportsPerSecond),
    percent(each.gateways.utilization),
    percent(each.database.utilization),
    milliseconds(each.median),
    milliseconds(each.p99),
    each.refusedPerSecond.toFixed(1),
  ]);
  return table([head, ...rows]);
}

function tellGrowth(scenario: Scenario): string[] {
  const { actionsPerRun, reportsPerAction, reportsPerSecond, retention } = scenario;
  const reports = reportsPerSecond * DAY;
  const actions = reports / reportsPerAction;
  const bytes = bytesADay(scenario);
  const archived = archivedADay(scenario);
  return [
    `A day adds ${count(reports)} reports, ${count(actions)} actions and ${count(actions / actionsPerRun)} runs: ${gigabytes(bytes)}.`,
    `After ${retention} days, when it no longer grows, the database has ${gigabytes(bytes * retention)}.`,
    ...(archived > 0 ? [`Archives grow by ${gigabytes(archived)} a day.`] : []),
    `On average ${count(liveRuns(scenario, reportsPerSecond))} runs are under way.`,
  ];
}

function tellLimits(limits: readonly Limit[]): string[] {
  const rows = limits.map(({ resource, used, available, share, wayOut }) => [
    resource,
    used,
    available,
    percent(share),
    wayOut,
  ]);
  return table([
    ["at the busiest moment", "used", "there is", "share", "if it isn't enough"],
    ...rows,
  ]);
}

function tellFirst(scenario: Scenario, [first]: readonly Limit[]): string {
  if (first === undefined) return "";
  const { reportsPerSecond } = scenario;
  const times = 1 / first.share;
  const verdict = times >= 1 ? "It holds" : "It does not hold";
  return `${verdict}. The first limit: ${first.resource}, at ${times.toFixed(2)} times this load (${count(reportsPerSecond * times)} reports/s over the day).`;
}

/** Lines text up in columns: words to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, at) =>
        isText(rows, at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** A column is of words where the first cell below its head begins with a letter, or is its row's name. */
function isText(rows: readonly (readonly string[])[], at: number): boolean {
  return at === 0 || /^[a-z-]/.test(rows[1]?.[at] ?? "");
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

function milliseconds(seconds: number): string {
  return (seconds * 1000).toFixed(1);
}

function gigabytes(bytes: number): string {
  return `${count(bytes / 1e9)} GB`;
}
