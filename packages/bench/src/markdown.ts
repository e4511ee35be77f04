/** Writes a table in Markdown: the first column to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, i) => (i === 0 ? "---" : "--:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Writes a number for people: three digits that count. */
export function three(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return Number(value.toFixed(Math.min(digits, 20))).toLocaleString("en-US", {
    maximumFractionDigits: 20,
  });
}

/** Writes how many times greater one number is than another. */
export function times(value: number, than: number): string {
  const ratio = value / than;
  return Number.isFinite(ratio) ? `${three(ratio)}×` : "–";
}
