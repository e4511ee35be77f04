import { table, three, times } from "../markdown.ts";
import type { Results } from "../suite.ts";
import { buildName } from "./build-case.ts";
import { changeName } from "./change-case.ts";
import type { Order } from "./changes.ts";
import type { ContenderName } from "./contenders.ts";
import { lateName } from "./late-case.ts";
import { LATENCY } from "./latency-case.ts";
import { SHAPES, SIZES } from "./sizes.ts";
import { WATCHED_SIZE, WATCHERS, watchName } from "./watch-case.ts";

type Read = (name: string, metric: string) => number;

/**
 * Writes the tables of the tree's suite. What was left out leaves out its row, and a table without
 * rows its section.
 */
export function reportTree(results: Results): string {
  const read: Read = (name, metric) => results[name]?.[metric]?.median ?? Number.NaN;
  return [
    `A *bare index* holds names, parents, siblings and phases in a Map and typed arrays, and can do nothing else: the floor. The
*sibling scan* is the algorithm of Flyte's run service, written plainly in the same language: siblings are searched when an
action is attached, ancestors visited by name for every row, one manager for each watcher. Rows are made beforehand and not
counted; every name is a string of its own that was never hashed, as rows come from a database. Times are those of the thread:
what the collector does beside it, and what other programs take, isn't in them.`,
    section("Building, in one batch", "", buildTimes(read)),
    section("Memory", "Bytes an action, beyond the rows themselves.", memory(read)),
    section(
      "One phase changes",
      `Of a leaf at depth 10, in a batch of its own; in µs. *Next* is the leaf that was made next, as engines start them. *Any* is one
picked at random from among them all: of a million, hardly anything that it needs is in a cache.${inReads(read)}`,
      changes(read),
    ),
    section("Coming late", "To a tree of depth 10.", late(read)),
    section(
      "Many watchers",
      `${WATCHERS} watchers with one filter on a run of ${grouped(WATCHED_SIZE)} actions, batches of ten changes.`,
      watchers(read),
    ),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/**
 * Says how long a change takes in reads of memory, which differ between machines more than anything
 * else.
 */
function inReads(read: Read): string {
  const reads = read(LATENCY, "ns/read");
  const change = read(changeName("depth 10", 1_000_000, "runledger", "any", false), "µs/change");
  if (Number.isNaN(reads + change)) return "";
  return ` Following a link in 64 MB, what the
records of a million take, costs ${three(reads)} ns on this machine; a change of any of them takes as long as ${three((change * 1000) / reads)} such reads.`;
}

interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function section(title: string, text: string, { head, rows }: Table): string {
  const measured = rows.filter(([, ...cells]) => cells.some((cell) => cell !== "–"));
  if (measured.length === 0) return "";
  return [`## ${title}`, text, table(head, measured)].filter((part) => part !== "").join("\n\n");
}

function buildTimes(read: Read): Table {
  const rows = SHAPES.flatMap((shape) =>
    SIZES.map((size) => {
      const of = (name: ContenderName): number => read(buildName(shape, size, name), "ns/action");
      const ours = of("runledger");
      const least = read(buildName(shape, SIZES[0] ?? 0, "runledger"), "ns/action");
      return [
        `${shape}, ${grouped(size)}`,
        three(ours),
        times(ours, least),
        times(ours, of("bare index")),
        times(of("runledger, in pages"), ours),
        times(of("sibling scan"), ours),
      ];
    }),
  );
  const head = ["shape, actions", "ns/action", "to 10,000", "to a bare index"];
  return { head: [...head, "pages of 1,000 take", "a sibling scan takes"], rows };
}

function memory(read: Read): Table {
  const columns: readonly ContenderName[] = [
    "runledger",
    "runledger, in pages",
    "bare index",
    "sibling scan",
  ];
  const rows = SHAPES.flatMap((shape) =>
    SIZES.map((size) => [
      `${shape}, ${grouped(size)}`,
      ...columns.map((name) => three(read(buildName(shape, size, name), "bytes/action"))),
    ]),
  );
  return { head: ["shape, actions", ...columns], rows };
}

function changes(read: Read): Table {
  const rows = SIZES.map((size) => {
    const of = (name: ContenderName, order: Order, filtered: boolean): number =>
      read(changeName("depth 10", size, name, order, filtered), "µs/change");
    return [
      grouped(size),
      three(of("runledger", "next", false)),
      three(of("runledger", "next", true)),
      three(of("runledger", "any", false)),
      three(of("runledger", "any", true)),
      times(of("runledger", "any", false), of("bare index", "any", false)),
      times(of("sibling scan", "any", true), of("runledger", "any", true)),
    ];
  });
  const head = ["actions", "next", "next, with a filter", "any", "any, with a filter"];
  return { head: [...head, "any, to a bare index", "a sibling scan takes"], rows };
}

function late(read: Read): Table {
  const head = [
    "snapshot ns/action",
    "filter ns/action",
    "filter bytes/action",
    "catch up µs/action told",
  ];
  const rows = SIZES.map((size) => [
    grouped(size),
    ...head.map((metric) => three(read(lateName(size), metric))),
  ]);
  return { head: ["actions", ...head], rows };
}

function watchers(read: Read): Table {
  const rows = ["runledger", "sibling scan"].map((contender) => {
    const of = (metric: string): number => read(watchName(contender), metric);
    const least = read(watchName("runledger"), "µs/batch and watcher");
    return [
      contender,
      three(of("µs/batch and watcher")),
      times(of("µs/batch and watcher"), least),
      three(of("told/batch and watcher")),
      three(of("kB/watcher")),
    ];
  });
  return { head: ["", "µs a batch and watcher", "ratio", "actions told", "kB a watcher"], rows };
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
