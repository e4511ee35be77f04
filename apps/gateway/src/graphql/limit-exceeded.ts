/** Says which limit of the gateway was hit, what it is set to, and what was asked for. */
export class LimitExceeded extends Error {
  override readonly name = "LimitExceeded";
  readonly limit: string;
  readonly value: number;
  readonly actual: number;

  constructor(limit: string, value: number, actual: number) {
    super(`${limit}: ${actual} asked for, ${value} allowed.`);
    this.limit = limit;
    this.value = value;
    this.actual = actual;
  }
}
