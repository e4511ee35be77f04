import { actionShape } from "../../row-shapes.ts";
import { toSqlName } from "../sql-name.ts";

/** The columns of an action in a list: all but the record, which stands last in its row and isn't even read. */
export const LISTED_ACTION: string = actionShape.columns
  .map(({ name }) => name)
  .map((name) => (name === "record" ? "NULL" : toSqlName(name)))
  .join(", ");
