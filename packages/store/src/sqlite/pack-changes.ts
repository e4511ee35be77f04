import {
  actionShape,
  entityShape,
  errorShape,
  eventShape,
  heldWorkShape,
  quarantineShape,
  runShape,
  workRefShape,
  workShape,
} from "../row-shapes.ts";
import type { Changes } from "../store.ts";
import { packRows } from "../table/pack-rows.ts";
import type { RowShape } from "../table/row-shape.ts";
import type { Table } from "../table/table.ts";
import type { PackedChanges } from "./write/write.ts";

/** Packs what a transaction writes, to be handed to the writer. */
export function packChanges(changes: Changes): PackedChanges {
  return {
    runs: pack(runShape, changes.runs),
    actions: pack(actionShape, changes.actions),
    errors: pack(errorShape, changes.errors),
    events: pack(eventShape, changes.events),
    quarantine: pack(quarantineShape, changes.quarantine),
    work: pack(workShape, changes.work),
    workDone: pack(workRefShape, changes.workDone),
    workDue: pack(heldWorkShape, changes.workDue),
    entities: pack(entityShape, changes.entities),
  };
}

function pack<Row>(shape: RowShape<Row>, rows: readonly Row[] = []): Table | undefined {
  return rows.length === 0 ? undefined : packRows(shape, rows);
}
