/** One step of the schema. Once released it never changes: the next change is the next step. */
export interface Migration {
  /** From 1, without gaps. */
  readonly number: number;
  /** What it does, in a few words. */
  readonly name: string;
  readonly sql: string;
}
