import { askTheLifecycle } from "./ask-the-lifecycle.mjs";
import { oneWay } from "./one-way.mjs";
import { pure } from "./pure.mjs";

/** The rules of this house for the linter: see .oxlintrc.json. */
export default {
  meta: { name: "house" },
  rules: { "ask-the-lifecycle": askTheLifecycle, "one-way": oneWay, pure },
};
