import { actionPhaseLifecycle } from "@runledger/state";
import { InvalidArgumentError } from "commander";
import { graphqlEndpoint } from "../client/endpoint.ts";

/** Makes a reader of numbers for an option. @param min, max the bounds, both allowed */
export function numberFrom(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a number from ${min} to ${max}.`);
  };
}

/** Makes a reader of whole numbers for an option. @param min, max the bounds, both allowed */
export function integerFrom(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

/** Reads a speed: a factor, where 0 and "max" both mean not to wait at all. */
export function parseSpeed(text: string): number {
  if (text === "max") return Infinity;
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0) || value === Infinity) {
    throw new InvalidArgumentError('It must be a factor above 0, as in 1 or 2000, or "max".');
  }
  return value === 0 ? Infinity : value;
}

/** Reads the address of a gateway. @returns the address of its GraphQL */
export function parseEndpoint(text: string): string {
  const endpoint = graphqlEndpoint(text);
  if (endpoint === undefined) {
    throw new InvalidArgumentError("It must be an address that starts with http:// or https://.");
  }
  return endpoint;
}

/** Reads a time. @returns milliseconds since 1970, or the word for the time of the call */
export function parseStart(text: string): number | "now" {
  if (text === "now") return text;
  const time = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError('It must be a time, as in 2026-11-21T09:30:00Z, or "now".');
  }
  return time;
}

const ages: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Reads an age. @returns milliseconds */
export function parseAge(text: string): number {
  const [, count = "", unit = ""] = /^(\d{1,6})([hdw])$/.exec(text) ?? [];
  const age = Number(count) * (ages[unit] ?? 0);
  if (age > 0) return age;
  throw new InvalidArgumentError(
    "It must be a number of hours, days or weeks, as in 12h, 30d or 8w.",
  );
}

/** The names that the ledger takes for runs. Source: runledger.run.v1.RunIdentifier. */
const runName = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/** Reads the name of a run. */
export function parseRunName(text: string): string {
  if (runName.test(text)) return text;
  throw new InvalidArgumentError(
    "It must have 1 to 63 letters, digits, dots, dashes and underscores, a letter or digit first and last.",
  );
}

/** Reads the name of a project or domain. Source: runledger.run.v1.RunIdentifier. */
export function parseScope(text: string): string {
  if (text.length >= 1 && text.length <= 63 && /^[ -.0-~\u0080-\uffff]+$/.test(text)) return text;
  throw new InvalidArgumentError("It must have 1 to 63 characters, and no slash among them.");
}

/** Reads phases with commas between them, in capitals or not. @returns their names as GraphQL has them */
export function parsePhases(text: string): readonly string[] {
  const known = actionPhaseLifecycle.values.filter(({ role }) => role !== "absent");
  const names = known.map(({ shortName }) => shortName);
  return text.split(",").map((word) => {
    const phase = word.trim().toUpperCase().replaceAll("-", "_");
    if (names.includes(phase)) return phase;
    throw new InvalidArgumentError(
      `"${word}" is no phase; they are ${names.join(", ").toLowerCase()}.`,
    );
  });
}
