/** The most that an error's message may be, in characters: in UTF-8 at most 256 KiB, which the schema allows. */
const LONGEST = 65_536;

/** Shortens an error's message to what a report may hold. What is left out is the middle. */
export function clip(message: string): string {
  if (message.length <= LONGEST) return message;
  const half = LONGEST / 2 - 50;
  const left = message.length - 2 * half;
  return `${message.slice(0, half)}\n… ${left} characters left out …\n${message.slice(-half)}`;
}
