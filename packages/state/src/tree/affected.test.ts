import { expect, test } from "vitest";
import { Affected } from "./affected.ts";
import { CountRows } from "./count-rows.ts";
import { Deltas } from "./deltas.ts";
import type { Forest } from "./forest.ts";
import { Links } from "./links.ts";
import { LIMBO, NONE, Nodes, PARENT, POSITION, TOP } from "./nodes.ts";
import { PhaseTable } from "./phase-table.ts";
import { RecencyList } from "./recency-list.ts";
import { attach } from "./siblings.ts";
import { phases } from "./testing/phases.ts";
import type { Row } from "./testing/row.ts";

function forest(): Forest<Row> {
  const nodes = new Nodes<Row>();
  const table = new PhaseTable(phases);
  return {
    nodes,
    phases: table,
    counts: new CountRows(nodes, table.width),
    recency: new RecencyList(nodes),
    filters: [],
    deltas: new Deltas(),
    text: undefined,
  };
}

/** Two arms below a root: 0 above 1, 2, …, 6, and 0 above 7, 8. Returns the nodes too. */
function twoArms(): { made: Forest<Row>; nodes: readonly number[] } {
  const made = forest();
  const nodes = Array.from({ length: 9 }, (_, i) => made.nodes.add(`n${i}`));
  for (const [i, node] of nodes.entries()) {
    const parent = i === 0 ? TOP : nodes[i === 7 ? 0 : i - 1]!;
    attach(made.nodes.cells, node, parent);
  }
  return { made, nodes };
}

/** The nodes in the order in which they are settled. */
function order(affected: Affected<Row>): number[] {
  const nodes: number[] = [];
  for (let walk = affected.walks - 1; walk >= 0; walk--) {
    for (let i = affected.startOf(walk); i < affected.startOf(walk + 1); i++) {
      nodes.push(affected.nodes[i]!);
    }
  }
  return nodes;
}

test("every node on the way up is there once, children before parents", () => {
  const { made, nodes } = twoArms();
  const affected = new Affected(made, new Links(made));
  affected.collect(
    [8, 4, 2, 8].map((i) => nodes[i]!),
    1,
  );
  const found = order(affected);
  const expected = [TOP, LIMBO, ...[0, 1, 2, 3, 4, 7, 8].map((i) => nodes[i]!)];
  expect(found.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
  for (const [i, node] of found.entries()) {
    expect(affected.nodes[affected.indexOf(node)]).toBe(node);
    const parent = made.nodes.cells[node + PARENT]!;
    expect(parent === NONE || found.indexOf(parent) > i).toBe(true);
  }
});

test("positions that start anew don't take a batch for the one before", () => {
  const { made, nodes } = twoArms();
  const affected = new Affected(made, new Links(made), 20);
  const { made: fresh } = twoArms();
  for (let batch = 0; batch < 50; batch++) {
    const touched = [nodes[batch % 9]!, nodes[(batch * 5) % 9]!];
    affected.collect(touched, batch + 1);
    const expected = new Affected(fresh, new Links(fresh));
    fresh.nodes.clear(POSITION);
    expected.collect(touched, batch + 1);
    expect(order(affected)).toEqual(order(expected));
  }
});
