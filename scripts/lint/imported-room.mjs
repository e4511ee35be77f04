import { dirname, resolve } from "node:path";
import { roomOf } from "./room-of.mjs";

/**
 * @param {string} specifier what an import names
 * @param {string} file the file it stands in
 * @returns {string | undefined} the room that it leads to, undefined where it leads out of the house
 */
export function importedRoom(specifier, file) {
  if (specifier.startsWith(".")) return roomOf(`${resolve(dirname(file), specifier)}/`);
  if (specifier === "runledger" || specifier.startsWith("runledger/")) return "cli";
  return /^@runledger\/([^/]+)/.exec(specifier)?.[1];
}
