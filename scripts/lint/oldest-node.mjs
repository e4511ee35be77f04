/**
 * Refuses syntax that the oldest supported Node cannot read. The build would lower it, but development runs the sources as
 * they are: threads, generators, commands under test.
 *
 * @type {import("./rule.ts").Rule}
 */
export const oldestNode = {
  create(context) {
    return {
      VariableDeclaration(node) {
        if (node.kind !== "using" && node.kind !== "await using") return;
        context.report({
          node,
          message: `Node 22 cannot read "${node.kind}": close it in a finally.`,
        });
      },
    };
  },
};
