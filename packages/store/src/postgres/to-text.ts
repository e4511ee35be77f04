/**
 * Makes a text such as PostgreSQL can hold: it has no character of number 0, so the replacement character takes its place,
 * as it does that of half a surrogate pair. The message that the text is from is kept as bytes, unchanged.
 */
export function toText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes("\0") ? whole.replaceAll("\0", "\u{fffd}") : whole;
}
