import { guard } from "./0001-guard.ts";
import { tables } from "./0001-tables.ts";
import type { Migration } from "./migration.ts";

export const initial: Migration = {
  number: 1,
  name: "runs, actions, reports, and the guard over them",
  sql: tables + guard,
};
