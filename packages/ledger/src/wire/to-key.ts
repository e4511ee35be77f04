import { doubt } from "./doubt.ts";

/** Reads the key of a map as the whole number that it stands for. Throws where it is none. */
export function toKey(key: string): number {
  const number = Number(key);
  if (String(number) !== key) throw doubt;
  return number;
}
