import { askTheLifecycle } from "./ask-the-lifecycle.mjs";
import { oneWay } from "./one-way.mjs";
import { oldestNode } from "./oldest-node.mjs";
import { pure } from "./pure.mjs";

/** The rules of this house for the linter: see .oxlintrc.json. */
export default {
  meta: { name: "house" },
  rules: {
    "ask-the-lifecycle": askTheLifecycle,
    "oldest-node": oldestNode,
    "one-way": oneWay,
    pure,
  },
};
