import { table, three } from "../markdown.ts";
import type { Results } from "../suite.ts";
import { callsName } from "./calls-case.ts";
import { type Protocol, PROTOCOLS } from "./protocols.ts";
import { WORKS, worksOf } from "./work.ts";

/** Everything that is measured. */
export const SURFACES: readonly (Protocol | "GraphQL")[] = [
  ...(Object.keys(PROTOCOLS) as Protocol[]),
  "GraphQL",
];

/** Writes the tables of the surfaces' suite: one for each thing that is done. */
export function reportSurfaces(results: Results): string {
  const tables = Object.keys(WORKS).map((work) => `## ${title(work)}\n\n${tableOf(work, results)}`);
  return [
    `What a call costs through the gateway, beside a service on the same library and the same version of HTTP that does nothing
(*bare*: what protobuf and HTTP cost by themselves), and beside the ledger's own call with messages that are there already. The
three take turns in one process; the client has another one. Databases are in memory: with a disk to wait for, any surface would
look cheap. *CPU* is all threads of the process that serves. *Over the ledger* is what a surface costs beyond HTTP and protobuf:
(the call − bare) / ledger, of CPU and of time; 1.3 is 30 % more than the ledger's call. GraphQL has nothing bare beside it.`,
    ...tables,
    `A dash stands where there is nothing to tell: what the machine did besides outweighed it. A call of a single report, and a read, cost the ledger some tens of µs, so that anything beside it is many times that: one
call's guard, limits, deadline and headers. Reports that are sent together share them.`,
    `## Memory\n\nOf the process after all of it, gateway, bare service and a second ledger together.\n\n${table(
      ["protocol", "MB resident"],
      SURFACES.map((each) => [each, median(results, each, "MB resident")]),
    )}`,
  ].join("\n\n");
}

function tableOf(work: string, results: Results): string {
  const has = SURFACES.filter((each) => work in worksOf(each));
  const columns = [
    "calls/s",
    "µs/call",
    "µs/call, bare",
    "µs/call, ledger",
    "CPU µs/call",
    "CPU µs/call, bare",
    "CPU µs/call, ledger",
    "CPU over the ledger",
    "time over the ledger",
  ];
  return table(
    ["protocol", ...columns],
    has.map((each) => [
      each,
      ...columns.map((column) => median(results, each, `${work}: ${column}`)),
    ]),
  );
}

function median(results: Results, protocol: Protocol | "GraphQL", metric: string): string {
  const value = results[callsName(protocol)]?.[metric]?.median;
  return value === undefined || value < 0 ? "–" : three(value);
}

function title(work: string): string {
  return work.charAt(0).toUpperCase() + work.slice(1);
}
