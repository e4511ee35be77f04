/** An exported declaration, as text that no longer depends on how it was laid out. */
export interface Declaration {
  /** The declaration without comments, white space collapsed. */
  readonly text: string;
  /**
   * The members of an interface, sorted; undefined for everything else. A member is optional if its name ends with `?`.
   */
  readonly members?: readonly { readonly text: string; readonly optional: boolean }[];
}

/** What an entry exports, by name. */
export type Exports = ReadonlyMap<string, Declaration>;

/** Tells whether a declaration only gained what nobody has to know of: optional members of an interface. */
export function onlyGainedOptionals(before: Declaration, after: Declaration): boolean {
  if (before.members === undefined || after.members === undefined) return false;
  const old = new Set(before.members.map(({ text }) => text));
  const now = new Set(after.members.map(({ text }) => text));
  return (
    [...old].every((text) => now.has(text)) &&
    after.members.every(({ text, optional }) => optional || old.has(text))
  );
}
