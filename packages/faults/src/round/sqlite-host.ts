import { join } from "node:path";
import type { DatabaseHost } from "./database-host.ts";

/** Gives each round a file of its own. */
export function sqliteHost(): DatabaseHost {
  return {
    kind: "sqlite",
    hasPower: false,
    open: async (folder) => ({
      database: { url: join(folder, "runledger.db"), crash: undefined },
      close: async () => {},
    }),
    close: async () => {},
  };
}
