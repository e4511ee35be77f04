import { tuneGarbageCollection } from "@runledger/ledger";
import type { Case, Goal, Suite } from "../suite.ts";
import { listCase, listName } from "./list-case.ts";
import { memoryCase } from "./memory-case.ts";
import { recordCase, recordName } from "./record-case.ts";
import { reportLedger } from "./report.ts";
import { BATCHES, FEW, LISTED, MANY, PRODUCERS, WATCHERS } from "./sizes.ts";
import { watchCase } from "./watch-case.ts";

const HALF = 0.5;

/** Reports into the ledger and actions out of it, beside the same rows in and out of SQLite with nothing around it. */
export const ledgerSuite: Suite = {
  name: "ledger",
  cases: [
    ...BATCHES.flatMap((batch) =>
      PRODUCERS.map((producers) => recordCase({ batch, producers, actions: FEW })),
    ),
    ...BATCHES.map((batch) => recordCase({ batch, producers: 1, actions: MANY })),
    ...LISTED.map(listCase),
    ...WATCHERS.flatMap((watchers) => [FEW, MANY / 5].map((size) => watchCase(watchers, size))),
    ...[FEW, MANY].map(memoryCase),
  ].map(asInGateway),
  goals: [
    ...BATCHES.flatMap((batch) =>
      [FEW, MANY].map((actions) =>
        atHalf(
          `batches of ${batch} on ${grouped(actions)} actions`,
          recordName({ batch, producers: 1, actions }),
        ),
      ),
    ),
    ...LISTED.map((size) => atHalf(`a run of ${grouped(size)} listed`, listName(size))),
  ],
  report: reportLedger,
};

/** Has a case's process collect garbage as a gateway's does, of the bare statements too. */
function asInGateway(inner: Case): Case {
  const run: Case["run"] = () => {
    tuneGarbageCollection();
    return inner.run();
  };
  return { ...inner, run };
}

function atHalf(what: string, of: string): Goal {
  return {
    says: `${what} at half of the bare speed or more`,
    case: of,
    metric: "of bare",
    atLeast: HALF,
  };
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
