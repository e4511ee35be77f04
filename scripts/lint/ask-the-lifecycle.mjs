/** Comparing by size is no better: phase numbers say nothing of what comes first. */
const comparisons = new Set(["===", "!==", "==", "!=", "<", "<=", ">", ">="]);

/**
 * Refuses a condition on the name of a phase, like `phase === ActionPhase.SUCCEEDED`: it is a piece of a second lifecycle
 * table, which the next phase makes wrong in silence. The lifecycle knows the property that is meant.
 *
 * @type {import("./rule.ts").Rule}
 */
export const askTheLifecycle = {
  create(context) {
    /** @param {import("./rule.ts").Node | null | undefined} node */
    const check = (node) => {
      const object = node?.type === "MemberExpression" ? node.object : undefined;
      const name = object?.name ?? object?.property?.name;
      if (node === null || node === undefined || name === undefined || !name.endsWith("Phase"))
        return;
      const message =
        `a condition on ${name}.${node.property?.name ?? "…"}: ask the lifecycle for the property that is meant ` +
        "(terminal, success, retryable, awaits a signal, initial, …).";
      context.report({ node, message });
    };
    return {
      BinaryExpression(node) {
        if (!comparisons.has(node.operator ?? "")) return;
        check(node.left);
        check(node.right);
      },
      SwitchCase: (node) => check(node.test),
    };
  },
};
