/** Says how far an abort has come. @param state the name of an AbortState, as GraphQL has it; empty: there is none */
export function abortWords(state: string): string {
  const words = state
    .replace(/^ABORT_STATE_/, "")
    .toLowerCase()
    .replaceAll("_", " ");
  return words === "" ? "" : `abort ${words}`;
}
