import type { Migration } from "../../sqlite/schema/migration.ts";
import { guard } from "./0001-guard.ts";
import { tables } from "./0001-tables.ts";

export const initial: Migration = {
  number: 1,
  name: "runs, actions, reports, and the guard over them",
  sql: tables + guard,
};
