import { StoreError } from "./store-error.ts";

/** Makes the error of a cursor of the feed behind which runs may have been deleted that nobody knows of any more. */
export function forgottenSince(cursor: string): StoreError {
  return new StoreError(
    "cursor",
    `The cursor ${JSON.stringify(cursor)} is too old: runs were deleted since, and which ones isn't known any more. Read again ` +
      "from the start: begin without a cursor, and list the runs once.",
  );
}
