import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** PostgreSQL's programs on this machine. */
export interface PostgresPrograms {
  /** The folder that `initdb` and `postgres` are in. */
  readonly bin: string;
  /** The major version: 15. */
  readonly version: number;
}

/** The oldest server that the store works with. */
const OLDEST = 15;

/** Where packages put them that don't put them on the path: Debian's, Red Hat's and Homebrew's. */
const USUAL_PLACES = [
  { folder: "/usr/lib/postgresql", name: /^\d+$/ },
  { folder: "/usr", name: /^pgsql-\d+$/ },
  { folder: "/opt/homebrew/opt", name: /^postgresql@\d+$/ },
];

/**
 * Looks for PostgreSQL's programs: in the folder that `RUNLEDGER_POSTGRES_BIN` names, on the path, and where packages
 * put them, the newest first.
 *
 * @returns undefined where there are none, or none that are new enough
 * @throws Error if `RUNLEDGER_POSTGRES_BIN` names a folder without them
 */
export function findPrograms(
  environment: NodeJS.ProcessEnv = process.env,
): PostgresPrograms | undefined {
  const { PATH = "", RUNLEDGER_POSTGRES_BIN: named } = environment;
  if (named !== undefined && named !== "") {
    const programs = programsIn(named);
    if (programs !== undefined) return programs;
    throw new Error(
      `RUNLEDGER_POSTGRES_BIN is "${named}", which has no initdb and postgres of version ${OLDEST} or later.`,
    );
  }
  const onPath = PATH.split(delimiter).filter((folder) => folder !== "");
  for (const folder of onPath) {
    const programs = programsIn(folder);
    if (programs !== undefined) return programs;
  }
  return usualFolders()
    .map(programsIn)
    .filter((programs) => programs !== undefined)
    .toSorted((a, b) => b.version - a.version)[0];
}

function usualFolders(): string[] {
  return USUAL_PLACES.filter(({ folder }) => existsSync(folder)).flatMap(({ folder, name }) =>
    readdirSync(folder)
      .filter((each) => name.test(each))
      .map((each) => join(folder, each, "bin")),
  );
}

function programsIn(folder: string): PostgresPrograms | undefined {
  try {
    // Some of them may be linked to from the path; all of them are where those lead.
    const bin = dirname(realpathSync(join(folder, "postgres")));
    for (const program of ["initdb", "postgres"]) accessSync(join(bin, program), constants.X_OK);
    const said = execFileSync(join(bin, "postgres"), ["--version"], { encoding: "utf8" });
    const version = Number(/\b(\d+)/.exec(said)?.[1]);
    return version >= OLDEST ? { bin, version } : undefined;
  } catch {
    // Not there, or not to be run by this user.
    return undefined;
  }
}
