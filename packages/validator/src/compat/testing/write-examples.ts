import type { Example, Files } from "./example.ts";
import { imports, writeFiles } from "./repository.ts";

/** Names what belongs to one change: a package, a type, a folder. */
export function nameOf({ rule }: Example, what: "trips" | "spares"): string {
  return `${rule.toLowerCase()}_${what}`;
}

/** Writes one side of all changes as one repository: a proto package, a GraphQL type or an npm package for each. */
export function writeExamples(
  folder: string,
  side: "before" | "after",
  examples: readonly Example[],
): void {
  imports(folder);
  const fields: string[] = [];
  const types: string[] = [];
  for (const example of examples) {
    for (const what of ["trips", "spares"] as const) {
      const name = nameOf(example, what);
      const change = example[what];
      if (example.language === "proto") writeFiles(folder, protoOf(name, change[side]));
      else if (example.language === "ts") writeFiles(folder, packageOf(name, change[side]));
      else {
        fields.push(`${name}: ${name}_Job`);
        types.push(rename(change[side], name));
        writeFiles(folder, { [`ops/${name}.graphql`]: operationOf(example, name) });
      }
    }
  }
  writeFiles(folder, {
    "schema.graphql": `type Query { ${fields.join(" ")} }\n${types.join("\n")}\n`,
  });
}

function protoOf(name: string, body: string): Files {
  const used = [
    ["runledger", "runledger/lifecycle/v1/lifecycle.proto"],
    ["buf.validate", "buf/validate/validate.proto"],
  ]
    .filter(([word = ""]) => body.includes(`(${word}`))
    .map(([, path]) => `import "${path}";\n`);
  return {
    [`proto/${name}.proto`]: `syntax = "proto3";\npackage ${name};\n${used.join("")}${body}`,
  };
}

/** The enum and the type of each change get names of their own. */
function rename(source: string, name: string): string {
  return source.replaceAll(/\b(Job|Phase)\b/g, `${name}_$1`);
}

function operationOf({ operations = "" }: Example, name: string): string {
  return operations.replace(/query (\w+)/, `query ${name}_$1`).replace("{ job", `{ ${name}`);
}

/** A package whose entry is empty exports nothing, not even a path. */
function packageOf(name: string, entry: string): Files {
  const exported = entry === "" ? {} : { ".": { types: "./dist/index.d.ts" } };
  return {
    [`packages/${name}/package.json`]: JSON.stringify({ name, exports: exported }),
    [`packages/${name}/src/index.ts`]: entry,
    [`packages/${name}/src/a.ts`]: "export const a: number = 1;\n",
  };
}
