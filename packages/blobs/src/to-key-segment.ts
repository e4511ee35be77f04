const MOST = 200;

/**
 * Makes one segment of a key of any text, such as a file's name: what may not stand in a key becomes an underscore, and what
 * is longer than 200 characters loses its beginning, since the end says what sort of file it is. Different texts may become
 * the same segment.
 */
export function toKeySegment(text: string): string {
  const allowed = text.replaceAll(/[^A-Za-z0-9._=@+,~-]/gu, "_").slice(-MOST);
  const shown = allowed.replace(/^\.+/, (dots) => "_".repeat(dots.length));
  return shown === "" ? "_" : shown;
}
