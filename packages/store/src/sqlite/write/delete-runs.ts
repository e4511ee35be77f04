import { StoreError } from "../../store-error.ts";
import type { Connection } from "../connection.ts";

/** Deletes runs. What belonged to them stays for the sweep. */
export function deleteRuns(connection: Connection, runIds: readonly number[]): void {
  const remove = connection.prepare("DELETE FROM run WHERE id = ?");
  for (const id of runIds) {
    if (remove.run(id).changes > 0) continue;
    throw new StoreError(
      "internal",
      `There is no run with number ${id}: lock it before it is deleted.`,
    );
  }
}
