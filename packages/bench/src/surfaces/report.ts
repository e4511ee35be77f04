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
    `What a call costs through the gateway, and whose cost it is. Four take turns in one process, and the client has another one:

- the **call** through the gateway,
- an **echo** on the same server with the same messages, that asks no ledger: what is left of a call without its surface and ledger,
- a **bare** service that does nothing, on the same library and Node's own server: what protobuf and HTTP cost by themselves. For
  GraphQL it reads JSON and answers with JSON of the same size, and there is no echo,
- the **ledger**'s own call, with messages that are decoded already.

*Server* is echo − bare: guard, limits, deadlines, metrics, the rules of messages. *Surface* is call − echo − ledger. *Over the ledger* is
(call − echo) / ledger, which is to be 1.3 at most; for GraphQL (call − bare) / ledger. Databases are in memory: with a disk to wait for,
any surface would look cheap. *CPU* is all threads of the process that serves: trust it more than time.`,
    ...tables,
    `A dash stands where there is nothing to tell. One report, one read, one change that a watch is told of cost the ledger some tens of
µs, and a call through Node and Connect's library several hundred. What differs between two of them by chance, by a cache that is
cold or the collector, is then many times the ledger's share: take those ratios for an order of magnitude, and send reports together.`,
    `## Memory\n\nOf the process after all of it, gateway, echo, bare service and a second ledger together.\n\n${table(
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
    "µs/call, echo",
    "µs/call, bare",
    "µs/call, ledger",
    "CPU µs/call",
    "CPU µs/call, bare",
    "CPU µs/call, server",
    "CPU µs/call, ledger",
    "CPU µs/call, surface",
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
