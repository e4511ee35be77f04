/** Columns of typed arrays, one entry or more a node, row or slot. */
export type Ints = Int32Array<ArrayBuffer>;
export type Floats = Float64Array<ArrayBuffer>;

/** Copies a column into a longer one, and returns that. What is beyond keeps its zeros. */
export function grown<C extends Ints | Floats>(column: C, longer: C): C {
  longer.set(column);
  return longer;
}
