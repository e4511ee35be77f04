import { join } from "node:path";
import type { Case, Metrics } from "../suite.ts";
import { type ContenderName, contenders } from "./contenders.ts";
import { inFolder } from "./in-folder.ts";
import { synthesizeChanges } from "./synthesize-changes.ts";

/** How many actions the run has. */
export const LISTED = 50_000;

/** How many a page has. */
export const PAGE = 1000;

/** How often all of them are listed, after a first time that warms up. */
const TIMES = 3;

/** Names the case that lists the actions of a run. */
export function listName(contender: ContenderName): string {
  return `list ${contender}`;
}

/** Measures how many actions of a run are listed a second. */
export function listCase(contender: ContenderName): Case {
  return {
    name: listName(contender),
    run: () =>
      inFolder(async (folder): Promise<Metrics> => {
        const rows = await contenders[contender](join(folder, "x.db"));
        const batches = synthesizeChanges({ runs: 1, actions: LISTED, batch: 5000 });
        for (const batch of batches) await rows.write(batch);
        await rows.list(1, PAGE);
        const start = performance.now();
        let listed = 0;
        for (let i = 0; i < TIMES; i++) listed += await rows.list(1, PAGE);
        const seconds = (performance.now() - start) / 1000;
        await rows.close();
        if (listed !== TIMES * LISTED) throw new Error(`${listed} actions were listed`);
        return { "rows/s": listed / seconds };
      }),
  };
}
