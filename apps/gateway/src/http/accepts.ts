/** Tells whether an Accept header names a media type itself, not just by a wildcard. */
export function accepts(header: string | undefined, type: string): boolean {
  return (header ?? "")
    .split(",")
    .some((part) => part.split(";")[0]?.trim().toLowerCase() === type);
}
