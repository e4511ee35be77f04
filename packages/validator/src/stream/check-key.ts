import { LEDGER_VERSION } from "@runledger/state";
import { type ActionState, logKey, logPrint, reportKey, stride } from "./action-state.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Heard } from "./heard.ts";
import { placeAt } from "./story.ts";
import type { Teller } from "./teller.ts";

/**
 * Looks among the reports that are remembered for one of the same attempt, phase and version.
 *
 * @returns what becomes of the new one for it; undefined if there is none
 */
export function checkKey(
  state: ActionState,
  heard: Heard,
  teller: Teller,
): "duplicate" | "conflict" | undefined {
  const { attempt, phase, version } = heard.told;
  const first = reportKey(attempt, phase, 0);
  const { log } = state;
  let highest = 0;
  for (let at = 0; at < log.length; at += stride) {
    const other = (log[at + logKey] ?? 0) - first;
    if (other === version) return checkRepeat(state, at, heard, teller);
    if (other > highest && other < LEDGER_VERSION) highest = other;
  }
  if (highest > version) {
    teller.report("RL205", heard, `version: ${version} comes after ${highest}.`, "version", state);
  }
  return undefined;
}

function checkRepeat(
  state: ActionState,
  at: number,
  heard: Heard,
  teller: Teller,
): "duplicate" | "conflict" {
  const { message, nameField, version } = heard.told;
  if (state.log[at + logPrint] === fingerprint(message, nameField)) {
    teller.report("RL308", heard, "It is known already, word for word.", "", state);
    return "duplicate";
  }
  const first = teller.nameOf(placeAt(state, at));
  const text =
    `version: ${version} of this attempt and phase was reported with other content before (${first}), ` +
    "and that report stands.";
  teller.report("RL304", heard, text, "version", state);
  return "conflict";
}
