/** Writes a text as UTF-8 into bytes that are long enough (three for each code unit). Returns how many it took. */
export function writeText(text: string, bytes: Uint8Array): number {
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[at++] = unit;
      continue;
    }
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    at = writePoint(point, bytes, at);
  }
  return at;
}

function writePoint(point: number, bytes: Uint8Array, from: number): number {
  let at = from;
  if (point < 0x800) {
    bytes[at++] = 0xc0 | (point >> 6);
  } else {
    if (point < 0x10000) {
      bytes[at++] = 0xe0 | (point >> 12);
    } else {
      bytes[at++] = 0xf0 | (point >> 18);
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
    }
    bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
  }
  bytes[at++] = 0x80 | (point & 0x3f);
  return at;
}
