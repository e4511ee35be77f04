/** A row as the tests apply it. */
export interface Row {
  readonly name: string;
  readonly parent: string;
  readonly phase: number;
  readonly revision: number;
  /** What the tests' trees let filters search. */
  readonly label: string;
}

/** Makes a row. */
export function row(
  name: string,
  parent: string,
  phase: number,
  revision: number,
  label: string = name,
): Row {
  return { name, parent, phase, revision, label };
}
