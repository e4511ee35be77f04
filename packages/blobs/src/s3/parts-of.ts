/** Cuts bytes into parts of one size; the last one may be smaller. No bytes at all are no part. */
export async function* partsOf(
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let waiting: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    held += chunk.byteLength;
    if (held < size) continue;
    const bytes = Buffer.concat(waiting);
    let at = 0;
    for (; held - at >= size; at += size) yield bytes.subarray(at, at + size);
    waiting = [bytes.subarray(at)];
    held -= at;
  }
  if (held > 0) yield Buffer.concat(waiting);
}
