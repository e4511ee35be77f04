import { BlobError } from "./blob-error.ts";

const MOST_KEY = 1024;
const MOST_SEGMENT = 255;
const SEGMENT = /^[A-Za-z0-9_=@+,~-][A-Za-z0-9._=@+,~-]*$/;

/**
 * Checks a key: it becomes a path on a disk, so nothing in it may lead elsewhere, whatever the disk.
 *
 * @throws BlobError of kind `key`
 */
export function checkKey(key: string): void {
  const wrong = whatIsWrong(key);
  if (wrong !== undefined)
    throw new BlobError("key", `The key ${JSON.stringify(cut(key))} ${wrong}`);
}

/** Tells whether a text is a key. */
export function isKey(key: string): boolean {
  return whatIsWrong(key) === undefined;
}

function whatIsWrong(key: string): string | undefined {
  if (key === "") return "is empty.";
  if (key.length > MOST_KEY) return `has ${key.length} characters. The most is ${MOST_KEY}.`;
  const segment = key.split("/").find((each) => each.length > MOST_SEGMENT || !SEGMENT.test(each));
  if (segment === undefined) return undefined;
  return (
    `has the segment ${JSON.stringify(cut(segment))}. A segment is 1 to ${MOST_SEGMENT} letters, digits and ._=@+,~- ` +
    "and doesn't begin with a dot."
  );
}

function cut(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
