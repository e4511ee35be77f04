/** A node of the syntax tree, as far as the rules here look into it. */
export interface Node {
  type: string;
  name?: string;
  value?: unknown;
  source?: Node | null;
  object?: Node;
  property?: Node;
  callee?: Node;
  arguments?: Node[];
  operator?: string;
  left?: Node;
  right?: Node;
  test?: Node | null;
  kind?: string;
}

interface Reference {
  identifier: Node & { name: string };
}

interface Scope {
  through: Reference[];
  variables: { defs: unknown[]; references: Reference[] }[];
}

interface Context {
  filename: string;
  sourceCode: { getScope(node: Node): Scope };
  report(problem: { node: Node; message: string }): void;
}

/** The part of the linter's plugin interface that the rules here use; it is ESLint's. */
export interface Rule {
  create(context: Context): Record<string, (node: Node) => void>;
}
