import type { EntityColumn } from "@runledger/store";
import type { TextColumns } from "./text-column.ts";

const names = {
  project: { column: "project", values: "text" },
  domain: { column: "domain", values: "text" },
  name: { column: "name", values: "text" },
  version: { column: "version", values: "text" },
  created_at: { column: "createdAt", values: "time" },
  updated_at: { column: "updatedAt", values: "time" },
  createdAt: { column: "createdAt", values: "time" },
  updatedAt: { column: "updatedAt", values: "time" },
} as const satisfies TextColumns<EntityColumn>;

/**
 * Names the columns of what is registered, with the prefixes that clients put before them.
 *
 * @param states the numbers of its states, by their names
 */
export function entityColumns(
  prefixes: readonly string[],
  states: Readonly<Record<string, number>>,
): TextColumns<EntityColumn> {
  const own: TextColumns<EntityColumn> = {
    ...names,
    state: { column: "state", values: (text) => stateOf(text, states), expected: expected(states) },
  };
  const prefixed = prefixes.flatMap((prefix) =>
    Object.entries(own).map(([name, column]) => [`${prefix}.${name}`, column] as const),
  );
  return { ...own, ...Object.fromEntries(prefixed) };
}

function stateOf(
  text: string,
  states: Readonly<Record<string, number>>,
): readonly number[] | undefined {
  if (Object.hasOwn(states, text)) return [states[text] ?? 0];
  return /^[0-9]{1,3}$/.test(text) ? [Number(text)] : undefined;
}

function expected(states: Readonly<Record<string, number>>): string {
  return Object.entries(states)
    .map(([name, number]) => `${name} or ${number}`)
    .join(", ");
}
