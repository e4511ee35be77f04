/** What to compare, and with what. */
export interface CompatOptions {
  /** The folder that is judged. */
  readonly folder: string;
  /** What to compare with, the latest first: folders, images, `npm:name@version`, git refs. */
  readonly against: readonly string[];
  /** The file with the policy; `runledger.config.json` in the folder if it is there and none is named. */
  readonly config?: string;
  /** A file with lifecycles for enums of others; goes before the policy's. */
  readonly overlay?: string;
  /** Globs of GraphQL operations; go with the policy's. */
  readonly operations?: readonly string[];
  /** The buf program; found if none is named. */
  readonly buf?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The day of the check, as in `2026-11-21`: waivers expire. */
  readonly today: string;
}
