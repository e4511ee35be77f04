import type { Suite } from "./suite.ts";

/**
 * All suites by name. One is loaded when it is asked for, so that its dependencies don't weigh on
 * the others' memory.
 */
export const suites: Readonly<Record<string, () => Promise<Suite>>> = {
  compat: async () => (await import("./compat/suite.ts")).compatSuite,
  flyte1: async () => (await import("./flyte1/suite.ts")).flyte1Suite,
  ledger: async () => (await import("./ledger/suite.ts")).ledgerSuite,
  postgres: async () => (await import("./postgres/suite.ts")).postgresSuite,
  reconciler: async () => (await import("./reconciler/suite.ts")).reconcilerSuite,
  store: async () => (await import("./store/suite.ts")).storeSuite,
  surfaces: async () => (await import("./surfaces/suite.ts")).surfacesSuite,
  tree: async () => (await import("./tree/suite.ts")).treeSuite,
  validate: async () => (await import("./validate/suite.ts")).validateSuite,
  "validate-long": async () => (await import("./validate/suite.ts")).validateLongSuite,
  views: async () => (await import("./views/suite.ts")).viewsSuite,
};
