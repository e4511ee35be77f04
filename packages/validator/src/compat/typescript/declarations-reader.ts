import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type * as Parser from "oxc-parser";
import type * as Transform from "oxc-transform";
import type { Declaration, Exports } from "./declaration.ts";

type Statement = Parser.ParseResult["program"]["body"][number];

/** A module as it is declared: what it exports by itself, and what it hands on. */
interface Module {
  readonly own: Map<string, Declaration>;
  /** What stands in the file by name, exported or not. */
  readonly local: Map<string, Declaration>;
  readonly handedOn: { readonly from: string; readonly name: string; readonly as: string }[];
  readonly allFrom: string[];
}

/** Reads what modules export from their declarations, over the files of a package. */
export class DeclarationsReader {
  readonly #parser: typeof Parser;
  readonly #transform: typeof Transform;
  readonly #modules = new Map<string, Module>();
  /** What could not be declared without the whole program: exports without an annotation. */
  readonly problems: Set<string> = new Set();

  constructor(parser: typeof Parser, transform: typeof Transform) {
    this.#parser = parser;
    this.#transform = transform;
  }

  /** Lists what a module exports. What comes from another package is a declaration that names it. */
  exportsOf(file: string, seen: ReadonlySet<string> = new Set()): Exports {
    if (seen.has(file)) return new Map();
    const deeper = new Set([...seen, file]);
    const module = this.#moduleAt(file);
    const found = new Map<string, Declaration>();
    for (const from of module.allFrom) {
      const target = resolve(file, from);
      if (target === undefined) found.set(`* from ${from}`, { text: `export * from "${from}"` });
      else
        for (const [name, each] of this.exportsOf(target, deeper))
          if (name !== "default") found.set(name, each);
    }
    for (const { from, name, as } of module.handedOn) {
      const target = resolve(file, from);
      const declared = target === undefined ? undefined : this.exportsOf(target, deeper).get(name);
      found.set(as, declared ?? { text: `export { ${name} } from "${from}"` });
    }
    for (const [name, each] of module.own) found.set(name, each);
    return found;
  }

  #moduleAt(file: string): Module {
    const known = this.#modules.get(file);
    if (known !== undefined) return known;
    const source = readFileSync(file, "utf8");
    const isDeclared = /\.d\.[mc]?ts$/.test(file);
    const declared = isDeclared
      ? { code: source, errors: [] }
      : this.#transform.isolatedDeclarationSync(file, source);
    for (const { message } of declared.errors) this.problems.add(`${file}: ${message}`);
    const { program, comments } = this.#parser.parseSync("module.d.ts", declared.code);
    const module = emptyModule();
    const text = textIn(declared.code, comments);
    for (const statement of program.body) readStatement(statement, module, text);
    this.#modules.set(file, module);
    return module;
  }
}

function emptyModule(): Module {
  return { own: new Map(), local: new Map(), handedOn: [], allFrom: [] };
}

/** Where a node stands in a text. */
interface Range {
  readonly start: number;
  readonly end: number;
}

type TextOf = (range: Range) => string;

/** Makes a function that cuts out a piece of code without comments, in one line. */
function textIn(code: string, comments: readonly Range[]): TextOf {
  return ({ start, end }) => {
    let text = "";
    let at = start;
    for (const comment of comments) {
      if (comment.start < start || comment.end > end) continue;
      text += code.slice(at, comment.start);
      at = comment.end;
    }
    return (text + code.slice(at, end)).replaceAll(/\s+/g, " ").trim();
  };
}

function readStatement(statement: Statement, module: Module, textOf: TextOf): void {
  switch (statement.type) {
    case "ExportAllDeclaration": {
      const as = statement.exported;
      const from = statement.source.value;
      if (as === null) module.allFrom.push(from);
      else module.own.set(nameOf(as), { text: `export * from "${from}"` });
      return;
    }
    case "ExportDefaultDeclaration":
      module.own.set("default", { text: textOf(statement.declaration) });
      return;
    case "ExportNamedDeclaration": {
      if (statement.declaration !== null) {
        for (const [name, each] of declaredBy(statement.declaration, textOf)) {
          add(module.own, name, each);
          add(module.local, name, each);
        }
        return;
      }
      for (const { local, exported } of statement.specifiers) {
        const from = statement.source?.value;
        if (from !== undefined) {
          module.handedOn.push({ from, name: nameOf(local), as: nameOf(exported) });
          continue;
        }
        module.own.set(
          nameOf(exported),
          module.local.get(nameOf(local)) ?? { text: nameOf(local) },
        );
      }
      return;
    }
    default:
      for (const [name, each] of declaredBy(statement, textOf)) add(module.local, name, each);
  }
}

/** Overloads of a function are one declaration. */
function add(to: Map<string, Declaration>, name: string, each: Declaration): void {
  const before = to.get(name);
  to.set(name, before === undefined ? each : { text: `${before.text} ${each.text}` });
}

function declaredBy(node: Statement, textOf: TextOf): (readonly [string, Declaration])[] {
  switch (node.type) {
    case "VariableDeclaration":
      return node.declarations.flatMap((each) =>
        each.id.type === "Identifier"
          ? [[each.id.name, { text: `${node.kind} ${textOf(each)}` }] as const]
          : [],
      );
    case "TSInterfaceDeclaration": {
      const members = node.body.body.map((member) => ({
        text: textOf(member),
        optional: "optional" in member && member.optional,
      }));
      return [[node.id.name, { text: textOf(node), members }]];
    }
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSDeclareFunction":
    case "TSTypeAliasDeclaration":
    case "TSEnumDeclaration":
      return node.id === null ? [] : [[node.id.name, { text: textOf(node) }]];
    default:
      return [];
  }
}

type ExportName = { readonly name: string } | { readonly value: string };

function nameOf(name: ExportName): string {
  return "name" in name ? name.name : name.value;
}

/** Finds the source or declaration that a relative import leads to; undefined for another package. */
function resolve(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const path = join(dirname(file), specifier);
  const stem = path.replace(/\.([mc]?)[jt]s$/, "");
  return [
    path,
    `${stem}.ts`,
    `${stem}.d.ts`,
    `${stem}.mts`,
    `${stem}.d.mts`,
    join(path, "index.ts"),
    join(path, "index.d.ts"),
  ]
    .filter((candidate) => /\.[mc]?ts$/.test(candidate))
    .find((candidate) => existsSync(candidate));
}
