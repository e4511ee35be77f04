/** Writes a place for people: `events.jsonl:12`, or `events.bin@4096` where there are no lines. */
export function placeOf({
  source,
  byte,
  line,
}: {
  readonly source: string;
  readonly byte: number;
  readonly line: number;
}): string {
  return line > 0 ? `${source}:${line}` : `${source}@${byte}`;
}
