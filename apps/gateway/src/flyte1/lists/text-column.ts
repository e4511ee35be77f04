import type { ListColumn } from "../../flyte2/lists/list-column.ts";

/** A column that Flyte 1's lists can be filtered and sorted by. */
export type TextColumn<Column extends string> =
  | ListColumn<Column>
  | {
      readonly column: Column;
      /** Says which values of the column a text stands for; undefined: for none that there is. */
      readonly values: (text: string) => readonly (string | number)[] | undefined;
      /** What a text may be, for people. */
      readonly expected: string;
    };

/** Columns by the names that clients use. */
export type TextColumns<Column extends string> = Readonly<Record<string, TextColumn<Column>>>;
