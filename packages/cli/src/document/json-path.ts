/** The way from the top of a JSON document to a value in it: names of members, indices of elements. */
export type JsonPath = readonly (string | number)[];

const plainName = /^[A-Za-z_$][\w$]*$/;

/** Writes a path as people write it, as in `workflow.tasks[3].id`. The top itself is `(top)`. */
export function formatPath(path: JsonPath): string {
  if (path.length === 0) return "(top)";
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (plainName.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
