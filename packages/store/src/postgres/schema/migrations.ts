import type { Migration } from "../../sqlite/schema/migration.ts";
import { initial } from "./0001-initial.ts";
import { entities } from "./0002-entities.ts";
import { work } from "./0003-work.ts";
import { forgotten } from "./0004-forgotten.ts";
import { cache } from "./0005-cache.ts";
import { taskTypes } from "./0006-task-types.ts";
import { children } from "./0007-children.ts";

/** The steps from an empty database to the schema that this program works with. */
export const migrations: readonly Migration[] = [
  initial,
  entities,
  work,
  forgotten,
  cache,
  taskTypes,
  children,
];
