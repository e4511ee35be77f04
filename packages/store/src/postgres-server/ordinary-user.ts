import { execFileSync } from "node:child_process";

/** A user as the operating system counts them. */
export interface OrdinaryUser {
  readonly uid: number;
  readonly gid: number;
}

/** Gives the user to run a server as: PostgreSQL refuses to run as root. Undefined where this process is nobody special. */
export function ordinaryUser(): OrdinaryUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const numberOf = (flag: string): number =>
    Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: numberOf("-u"), gid: numberOf("-g") };
}
