import { nearest } from "./nearest.ts";

/** Says that there is no setting of a name, and which one may have been meant. */
export function unknownName(given: string, names: Iterable<string>, where: string): string {
  const meant = nearest(given, names);
  const way = meant === undefined ? "--help lists what there is." : `Did you mean ${meant}?`;
  return `${given}${where} is no setting. ${way}`;
}
