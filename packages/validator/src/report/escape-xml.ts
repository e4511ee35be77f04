/** Writes text so that it can stand in XML, between tags or in an attribute. */
export function escapeXml(text: string): string {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      // In an attribute, the end of a line would be read as a space.
      .replaceAll("\n", "&#10;")
      // XML 1.0 has no way to write these, nor half of a pair of surrogates.
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
      .toWellFormed()
  );
}
