const count = new Intl.NumberFormat("en");

/** Writes a whole number for people: 12,345. */
export function formatCount(value: number): string {
  return count.format(Math.round(value));
}

/** Writes a number with its noun: 1 report, 2 reports. */
export function formatCounted(value: number, noun: string): string {
  return `${formatCount(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** Writes a length of time for people, in its two largest units: 812 ms, 4.2 s, 1 min 5 s, 1 h 43 min. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${formatCount(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}
