import { initial } from "./0001-initial.ts";
import type { Migration } from "./migration.ts";

/** The steps from an empty database to the schema that this program works with. */
export const migrations: readonly Migration[] = [initial];
