import * as fc from "fast-check";
import type { SimulatedTask } from "../schedule/simulate.ts";

/** Tasks that wait for tasks before them, in any shape: up to `size` of them, some without a runtime. */
export function randomTasks(size = 40): fc.Arbitrary<readonly SimulatedTask[]> {
  const task = fc.record({
    parents: fc.uniqueArray(fc.nat(size - 1), { maxLength: 4 }),
    runtime: fc.oneof(fc.constant(0), fc.nat(100_000)),
  });
  return fc.array(task, { minLength: 1, maxLength: size }).map((tasks) =>
    tasks.map(({ parents, runtime }, index) => ({
      id: `t${index}`,
      parents: parents.filter((parent) => parent < index).map((parent) => `t${parent}`),
      runtime,
    })),
  );
}
