import {
  type ActionState,
  attemptOfKey,
  logByte,
  logKey,
  logLine,
  logSource,
  logTime,
  phaseOfKey,
  stride,
  versionOfKey,
} from "./action-state.ts";
import type { StoryStep } from "./finding.ts";
import type { Place } from "./place.ts";
import type { Told } from "./told.ts";

/** How many reports a story shows. */
const longest = 12;

/** Writes a place for people: `events.jsonl:12`, or `events.bin@4096` where there are no lines. */
function placeText(sources: readonly string[], { source, byte, line }: Place): string {
  const name = sources[source] ?? "input";
  return line > 0 ? `${name}:${line}` : `${name}@${byte}`;
}

/** Gets the place of a report that is remembered. @param at where it begins in the log */
export function placeAt({ log }: ActionState, at: number): Place {
  return {
    source: log[at + logSource] ?? 0,
    byte: log[at + logByte] ?? 0,
    line: log[at + logLine] ?? 0,
  };
}

/** Tells the story of an action: what was reported, the report that broke a rule marked or added. */
export function storyOf(
  state: ActionState,
  sources: readonly string[],
  breaking: { readonly at: number } | { readonly told: Told; readonly place: Place },
): StoryStep[] {
  const { log, track } = state;
  const phaseName = (phase: number) => track.lifecycle.of(phase)?.shortName ?? String(phase);
  const steps: StoryStep[] = [];
  const from = Math.max(0, log.length - longest * stride);
  for (let at = from; at < log.length; at += stride) {
    const key = log[at + logKey] ?? 0;
    steps.push({
      attempt: attemptOfKey(key),
      phase: phaseName(phaseOfKey(key)),
      version: versionOfKey(key),
      time: isoOf(log[at + logTime]),
      place: placeText(sources, placeAt(state, at)),
      isBreaking: "at" in breaking && breaking.at === at,
    });
  }
  if ("at" in breaking) return steps;
  const { told, place } = breaking;
  const { attempt, phase, version, time } = told;
  steps.push({
    attempt,
    phase: phaseName(phase),
    version,
    time: isoOf(time),
    place: placeText(sources, place),
    isBreaking: true,
  });
  return steps.slice(-longest);
}

function isoOf(time: number | undefined): string | undefined {
  if (time === undefined || Number.isNaN(time)) return undefined;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
