import { isBuiltin } from "node:module";

/** Globals that know the time, chance, or the world outside. */
const impure = new Set([
  "performance",
  "process",
  "crypto",
  "fetch",
  "console",
  "navigator",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "globalThis",
  "require",
]);

/** Members of pure globals that are not pure. */
const impureMembers = new Set(["Date.now", "Math.random"]);

/**
 * Keeps clocks, randomness and I/O out of a room: time arrives in events, chance as an argument, and nothing is read
 * or written. The same reports then lead to the same state everywhere and at any time, in a browser too.
 *
 * @type {import("./rule.ts").Rule}
 */
export const pure = {
  create(context) {
    /**
     * @param {import("./rule.ts").Node} node
     * @param {string} what
     */
    const report = (node, what) =>
      context.report({
        node,
        message: `${what} in a pure room: pass it in, as an argument or in an event.`,
      });
    /** @param {import("./rule.ts").Node} node */
    const checkSource = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier === "string" && isBuiltin(specifier))
        report(node, `the built-in module "${specifier}"`);
    };
    return {
      ImportDeclaration: checkSource,
      ImportExpression: checkSource,
      ExportNamedDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      MemberExpression(node) {
        const name = `${node.object?.name}.${node.property?.name ?? String(node.property?.value)}`;
        if (impureMembers.has(name)) report(node, name);
      },
      NewExpression(node) {
        if (node.callee?.name === "Date" && node.arguments?.length === 0)
          report(node, "new Date() without a time");
      },
      CallExpression(node) {
        if (node.callee?.name === "Date") report(node, "Date()");
      },
      Program(node) {
        const scope = context.sourceCode.getScope(node);
        // Whatever no scope of this file declares is a global.
        const open = [
          ...scope.through,
          ...scope.variables
            .filter(({ defs }) => defs.length === 0)
            .flatMap(({ references }) => references),
        ];
        for (const { identifier } of open) {
          if (impure.has(identifier.name)) report(identifier, identifier.name);
        }
      },
    };
  },
};
