import type { Goal, Suite } from "../suite.ts";
import { callsCase, callsName } from "./calls-case.ts";
import { reportSurfaces, SURFACES } from "./report.ts";

/** What a surface may cost beyond HTTP and protobuf, of the ledger's call. */
const OVER = 1.3;

/** Calls over every protocol, beside a service that does nothing and the ledger itself. */
export const surfacesSuite: Suite = {
  name: "surfaces",
  cases: SURFACES.map((protocol) => callsCase(protocol)),
  goals: SURFACES.filter((protocol) => protocol !== "GraphQL").map((protocol): Goal => ({
    says: `100 reports over ${protocol} cost at most 30 % over the ledger's call`,
    case: callsName(protocol),
    metric: "100 reports: CPU over the ledger",
    atMost: OVER,
  })),
  report: reportSurfaces,
};
