import type { Field } from "../document/field.ts";
import { maxActionName, readActionName } from "../document/read-action-name.ts";

/** What a task was to do. */
export interface Specification {
  readonly id: string;
  readonly name: string;
  /** The ids of the tasks that it waits for. All of them are specified too. */
  readonly parents: Set<string>;
  /** Where it stands. */
  readonly field: Field;
}

/** Leaves room for what marks the action that groups tasks of a kind. */
const maxNameLength = 240;

/**
 * Reads `workflow.specification.tasks`. Every edge stands in it twice, as a child here and a parent there; where only
 * one of the two is written it counts all the same.
 *
 * @returns by id, in the order of the document; undefined where they can't be told from each other
 */
export function readSpecifications(field: Field): ReadonlyMap<string, Specification> | undefined {
  const elements = field.elements();
  if (elements === undefined) return undefined;
  if (elements.length === 0) return field.problem("no tasks; a run needs at least one");
  const specifications = new Map<string, Specification>();
  for (const element of elements) {
    const id = readActionName(element.get("id"));
    if (id === undefined) continue;
    const first = specifications.get(id);
    if (first !== undefined) {
      element
        .get("id")
        .problem(
          `${JSON.stringify(id)} is also the id of ${first.field.path.at(-1)} in this list: ids are unique`,
        );
      continue;
    }
    const name = element.get("name");
    specifications.set(id, {
      id,
      name: (name.isPresent ? name.string(maxNameLength) : undefined) ?? id,
      parents: new Set(),
      field: element,
    });
  }
  for (const specification of specifications.values()) connect(specification, specifications);
  return specifications;
}

function connect(
  { id, parents, field }: Specification,
  all: ReadonlyMap<string, Specification>,
): void {
  for (const other of readNames(field.get("parents"), all)) parents.add(other);
  for (const other of readNames(field.get("children"), all)) all.get(other)?.parents.add(id);
}

/** Reads a list of ids that have to be specified. */
function readNames(field: Field, all: ReadonlyMap<string, Specification>): readonly string[] {
  if (!field.isPresent) return [];
  const names: string[] = [];
  for (const element of field.elements() ?? []) {
    const name = element.string(maxActionName);
    if (name === undefined) continue;
    if (all.has(name)) names.push(name);
    else
      element.problem(
        `there is no task ${JSON.stringify(name)}: add it, or take this reference away`,
      );
  }
  return names;
}
