import { expect, test } from "vitest";
import { Affected } from "./affected.ts";
import { CountRows } from "./count-rows.ts";
import { Deltas } from "./deltas.ts";
import type { Forest } from "./forest.ts";
import { Links } from "./links.ts";
import { NONE, Nodes, TOP } from "./nodes.ts";
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
    text: ({ name }) => name,
  };
}

/** Two arms below a root: 2 above 3, 4, …, 8, and 2 above 9, 10. */
function twoArms(): Forest<Row> {
  const made = forest();
  for (let node = 2; node <= 10; node++) {
    made.nodes.add(`n${node}`);
    attach(made.nodes, node, node === 2 ? TOP : node === 9 ? 2 : node - 1);
  }
  return made;
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
  const made = twoArms();
  const affected = new Affected(made, new Links(made));
  affected.collect([10, 6, 4, 10], 1);
  const nodes = order(affected);
  expect(nodes.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 9, 10]);
  for (const node of nodes.filter((each) => made.nodes.parent[each] !== NONE)) {
    expect(nodes.indexOf(node)).toBeLessThan(nodes.indexOf(made.nodes.parent[node]!));
  }
  for (const node of nodes) expect(affected.nodes[affected.indexOf(node)]).toBe(node);
});

test("positions that start anew don't take a batch for the one before", () => {
  const made = twoArms();
  const affected = new Affected(made, new Links(made), 20);
  const fresh = twoArms();
  for (let batch = 0; batch < 50; batch++) {
    const touched = [2 + (batch % 9), 2 + ((batch * 5) % 9)];
    affected.collect(touched, batch + 1);
    const expected = new Affected(fresh, new Links(fresh));
    fresh.nodes.position.fill(0);
    expected.collect(touched, batch + 1);
    expect(order(affected)).toEqual(order(expected));
  }
});
