/**
 * The part of the linter's plugin interface that the rules here use; it is ESLint's.
 *
 * @typedef {{ type: string, name?: string, value?: unknown, source?: Node | null, object?: Node, property?: Node,
 *   callee?: Node, arguments?: Node[] }} Node
 * @typedef {{ identifier: Node & { name: string } }} Reference
 * @typedef {{ through: Reference[], variables: { defs: unknown[], references: Reference[] }[] }} Scope
 * @typedef {object} Context
 * @property {string} filename
 * @property {{ getScope(node: Node): Scope }} sourceCode
 * @property {(problem: { node: Node, message: string }) => void} report
 * @typedef {{ create(context: Context): Record<string, (node: Node) => void> }} Rule
 */

export {};
