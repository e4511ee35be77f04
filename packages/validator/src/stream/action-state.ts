import type { ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import type { ActionQueue } from "./action-queue.ts";
import type { RunState } from "./run-state.ts";
import type { Standing, Track } from "./track.ts";

/**
 * What is remembered of each report: its key, what it said in short, when, and where it stands. Numbers in one flat
 * array, because there are many.
 */
export const stride = 6;
export const logKey = 0;
export const logPrint = 1;
export const logTime = 2;
export const logSource = 3;
export const logByte = 4;
export const logLine = 5;

/** How many reports on one action are remembered. Of more, the oldest are forgotten, and that is counted. */
export const mostReports = 512;

/** What is known of one action of a stream. */
export interface ActionState {
  readonly track: Track;
  readonly run: RunState;
  readonly name: string;
  /** What the reports or a declaration say; undefined where nobody has said. */
  parent: string | undefined;
  standing: Standing;
  /** The reports that were taken, {@link stride} numbers each. */
  log: number[];
  /** The place of the producer of the latest report. */
  producer: number;
  /** The queue that it waits in to be let go, and its neighbours there. Kept by {@link ActionQueue}. */
  queue: ActionQueue | undefined;
  older: ActionState | undefined;
  newer: ActionState | undefined;
  /** What it was declared to be; undefined where it wasn't. */
  declared: { readonly record: ActionRecord; readonly metadata: ActionMetadata } | undefined;
  /** How long it may wait, in milliseconds; undefined: not judged. */
  queueingBudget: number | undefined;
}

/** Packs what names a report on an action. Attempts that are taken are at most 1,000, phases fewer than 256. */
export function reportKey(attempt: number, phase: number, version: number): number {
  return (attempt * 256 + phase) * 4_294_967_296 + version;
}

export function attemptOfKey(key: number): number {
  return Math.floor(key / (256 * 4_294_967_296));
}

export function phaseOfKey(key: number): number {
  return Math.floor(key / 4_294_967_296) % 256;
}

export function versionOfKey(key: number): number {
  return key % 4_294_967_296;
}
