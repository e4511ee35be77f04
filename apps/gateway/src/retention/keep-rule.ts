/** How long runs are kept: all of them, those of a project, or those of a project's domain. */
export interface KeepRule {
  readonly project?: string;
  readonly domain?: string;
  /** In milliseconds, from the last change of a run. */
  readonly age: number;
}

const units: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const form = /^(?:([^/=]+)(?:\/([^/=]+))?=)?(\d{1,6})([hdw])$/;

/** Reads a rule, as in `90d`, `project=30d` or `project/domain=12h`. Undefined: it is none. */
export function readKeepRule(text: string): KeepRule | undefined {
  const [, project, domain, count = "", unit = ""] = form.exec(text) ?? [];
  const age = Number(count) * (units[unit] ?? 0);
  if (age <= 0) return undefined;
  return {
    age,
    ...(project !== undefined && { project }),
    ...(domain !== undefined && { domain }),
  };
}
