/** What a sentence about trouble has to name. */
export interface Place {
  /** The database, for people, without a password: `postgres://runledger@db.example:5432/runledger`. */
  readonly name: string;
  /** Where its address was given: "--database". */
  readonly setting: string;
}
