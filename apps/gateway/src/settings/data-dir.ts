import { homedir } from "node:os";
import { isAbsolute, posix, win32 } from "node:path";

/** What the place of the user's data depends on. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The machine that this runs on. */
export function thisMachine(): Machine {
  return { platform: process.platform, home: homedir(), environment: process.env };
}

/**
 * Names the folder for the program's data by the conventions of the system: the XDG base directory specification on Linux
 * and its like, Apple's and Microsoft's guidelines on theirs.
 */
export function defaultDataDir({ platform, home, environment }: Machine): string {
  if (platform === "win32") {
    const local = environment["LOCALAPPDATA"] ?? win32.join(home, "AppData", "Local");
    return win32.join(local, "Runledger");
  }
  if (platform === "darwin") {
    return posix.join(home, "Library", "Application Support", "Runledger");
  }
  // The specification has relative paths ignored.
  const xdg = environment["XDG_DATA_HOME"];
  const base = xdg !== undefined && isAbsolute(xdg) ? xdg : posix.join(home, ".local", "share");
  return posix.join(base, "runledger");
}
