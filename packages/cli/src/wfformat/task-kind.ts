/** What numbers one task among its like: Pegasus writes `mProject_ID0000001`, Nextflow and others `ALIGN_12`. */
const number = /[_.-](?:ID)?\d+$/;

/**
 * Tells what sort of work a task is: its name without the number that tells it from its like. A name that is nothing
 * but a number stays as it is.
 */
export function taskKind(name: string): string {
  return name.replace(number, "") || name;
}
