/** Wire types. Source: https://protobuf.dev/programming-guides/encoding/#structure */
export const VARINT = 0;
export const LENGTH_DELIMITED = 2;

/** Makes the tag that a field begins with. */
export function tagOf(field: number, wireType: number): number {
  return ((field << 3) | wireType) >>> 0;
}
