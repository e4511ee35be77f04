import { table, three, times } from "../markdown.ts";
import type { Results } from "../suite.ts";
import { buildName } from "./build-case.ts";
import { changeName } from "./change-case.ts";
import { lateName } from "./late-case.ts";
import { SHAPES, SIZES } from "./sizes.ts";
import { WATCHED_SIZE, WATCHERS, watchName } from "./watch-case.ts";

/** Writes the tables of the tree's suite. */
export function reportTree(results: Results): string {
  return [
    `A *bare index* holds names, parents, siblings and phases in a Map and typed arrays, and can do nothing else: the floor. The
*sibling scan* is the algorithm of Flyte's run service, written plainly in the same language: siblings are searched when an
action is attached, ancestors visited by name for every row, one manager for each watcher. Rows are made beforehand and not
counted; every name is a string of its own that was never hashed, as rows come from a database.`,
    `## Building, in one batch\n\n${builds(results)}`,
    `## One phase changes\n\nAn action among the deepest, picked at random; a batch of its own.\n\n${changes(results)}`,
    `## Coming late\n\n${late(results)}`,
    `## Many watchers\n\n${WATCHERS} watchers with one filter on a run of ${WATCHED_SIZE.toLocaleString("en-US")} actions, batches of ten changes.\n\n${watchers(results)}`,
  ].join("\n\n");
}

function builds(results: Results): string {
  const of = median(results);
  const rows = SHAPES.flatMap((shape) =>
    SIZES.map((size) => {
      const ours = buildName(shape, size, "runledger");
      const [bare, scan] = [
        buildName(shape, size, "bare index"),
        buildName(shape, size, "sibling scan"),
      ];
      return [
        `${shape}, ${size.toLocaleString("en-US")}`,
        three(of(ours, "ns/action")),
        times(of(ours, "ns/action"), of(buildName(shape, SIZES[0] ?? 0, "runledger"), "ns/action")),
        times(of(ours, "ns/action"), of(bare, "ns/action")),
        times(of(scan, "ns/action"), of(ours, "ns/action")),
        times(
          of(buildName(shape, size, "runledger, in pages"), "ns/action"),
          of(ours, "ns/action"),
        ),
        three(of(ours, "bytes/action")),
        three(of(buildName(shape, size, "runledger, in pages"), "bytes/action")),
        three(of(bare, "bytes/action")),
        times(of(scan, "bytes/action"), of(ours, "bytes/action")),
      ];
    }),
  );
  const head = [
    "shape, actions",
    "ns/action",
    "to 10,000",
    "to bare index",
    "sibling scan takes",
    "in pages",
  ];
  const memory = ["bytes/action", "in pages", "bare index", "sibling scan keeps"];
  return table([...head, ...memory], rows);
}

function changes(results: Results): string {
  const of = median(results);
  const rows = SIZES.map((size) => {
    const plain = of(changeName("depth 10", size, "runledger", false), "µs/change");
    const filtered = of(changeName("depth 10", size, "runledger", true), "µs/change");
    const scan = of(changeName("depth 10", size, "sibling scan", true), "µs/change");
    const wide = of(changeName("wide", size, "runledger", false), "µs/change");
    const cells = [three(wide), three(plain), three(filtered), times(scan, filtered)];
    return [size.toLocaleString("en-US"), ...cells];
  });
  return table(
    ["actions", "wide, µs", "depth 10, µs", "with a filter, µs", "sibling scan takes"],
    rows,
  );
}

function late(results: Results): string {
  const of = median(results);
  const metrics = [
    "snapshot ns/action",
    "filter ns/action",
    "filter bytes/action",
    "catch up µs/action told",
  ];
  const rows = SIZES.map((size) => [
    size.toLocaleString("en-US"),
    ...metrics.map((metric) => three(of(lateName(size), metric))),
  ]);
  return table(["actions", ...metrics], rows);
}

function watchers(results: Results): string {
  const of = median(results);
  const rows = ["runledger", "sibling scan"].map((contender) => [
    contender,
    three(of(watchName(contender), "µs/batch and watcher")),
    times(
      of(watchName(contender), "µs/batch and watcher"),
      of(watchName("runledger"), "µs/batch and watcher"),
    ),
    three(of(watchName(contender), "told/batch and watcher")),
    three(of(watchName(contender), "kB/watcher")),
  ]);
  return table(["", "µs a batch and watcher", "ratio", "actions told", "kB a watcher"], rows);
}

function median(results: Results): (name: string, metric: string) => number {
  return (name, metric) => results[name]?.[metric]?.median ?? Number.NaN;
}
