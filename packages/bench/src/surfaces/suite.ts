import type { Goal, Suite } from "../suite.ts";
import { callsCase, callsName } from "./calls-case.ts";
import { reportSurfaces, SURFACES } from "./report.ts";
import { worksOf } from "./work.ts";

/** What a surface may cost beyond an echo on the same server, of the ledger's call. */
const OVER = 1.3;

/** Where reports come together. The ledger's share of a single call is too small to hold anything against it. */
const TOGETHER: ReadonlySet<string> = new Set(["100 reports", "a report on a stream"]);

/** Calls over every protocol, beside a service that does nothing and the ledger itself. */
export const surfacesSuite: Suite = {
  name: "surfaces",
  cases: SURFACES.map((protocol) => callsCase(protocol)),
  goals: SURFACES.filter((protocol) => protocol !== "GraphQL").flatMap((protocol) =>
    Object.keys(worksOf(protocol))
      .filter((work) => TOGETHER.has(work))
      .map((work): Goal => ({
        says: `${work} over ${protocol}: at most 30 % over the ledger's call`,
        case: callsName(protocol),
        metric: `${work}: CPU over the ledger`,
        atMost: OVER,
      })),
  ),
  report: reportSurfaces,
};
