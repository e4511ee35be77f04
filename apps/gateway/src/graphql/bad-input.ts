/** Says which argument is malformed, what is wrong with it and what would be right. */
export class BadInput extends Error {
  override readonly name = "BadInput";
  /** The path of the field, as in `input.reports[3].event.id`. */
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
