import { PairSet } from "./pair-set.ts";

/** A directed graph over the nodes 0 to n-1: for each node, the nodes that an edge leads to. */
export type Graph = readonly (readonly number[])[];

/** Lists the edges as pairs. */
export function edgesOf(graph: Graph): PairSet {
  const edges = new PairSet(graph.length);
  for (const [from, successors] of graph.entries())
    for (const to of successors) edges.add(from, to);
  return edges;
}

/** Lists as pairs what can be reached from where over one edge or more. */
export function closureOf(graph: Graph): PairSet {
  const closure = new PairSet(graph.length);
  for (const from of graph.keys()) {
    const open = [from];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const next of graph[node] ?? []) {
        if (closure.has(from, next)) continue;
        closure.add(from, next);
        open.push(next);
      }
    }
  }
  return closure;
}

/**
 * Measures for each node the longest path that leads to it from a node without predecessors. The
 * graph must be free of cycles: a node on one, or behind one, stays at 0.
 */
export function depths(graph: Graph): number[] {
  const missing = graph.map(() => 0);
  for (const successors of graph) for (const to of successors) missing[to] = (missing[to] ?? 0) + 1;
  const depth = graph.map(() => 0);
  const ready = [...graph.keys()].filter((node) => missing[node] === 0);
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    for (const to of graph[node] ?? []) {
      depth[to] = Math.max(depth[to] ?? 0, (depth[node] ?? 0) + 1);
      missing[to] = (missing[to] ?? 0) - 1;
      if (missing[to] === 0) ready.push(to);
    }
  }
  return depth;
}

/** Finds a shortest path over one edge or more, both ends included; undefined if there is none. */
export function shortestPath(graph: Graph, from: number, to: number): number[] | undefined {
  const cameFrom = new Map<number, number>();
  // A queue that grows while it is walked: breadth first, so the first way found is a shortest one.
  const queue = [from];
  for (const node of queue) {
    for (const next of graph[node] ?? []) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      if (next === to) return pathBack(cameFrom, from, to);
      queue.push(next);
    }
  }
  return undefined;
}

function pathBack(cameFrom: ReadonlyMap<number, number>, from: number, to: number): number[] {
  const path = [to];
  for (let node = cameFrom.get(to); node !== undefined; node = cameFrom.get(node)) {
    path.unshift(node);
    if (node === from) break;
  }
  return path;
}
