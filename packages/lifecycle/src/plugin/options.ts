/**
 * What TypeScript, JavaScript and declarations have in common: protoplugin prints them, and
 * transpiles one from another.
 */
const codeTargets = ["ts", "js", "dts"] as const;

/** What is printed for other readers. */
const otherTargets = ["sql", "md", "json"] as const;

export type OtherTarget = (typeof otherTargets)[number];

/** The plugin's options, as `opt:` in buf.gen.yaml or `--lifecycle_opt` give them. */
export interface PluginOptions {
  /**
   * The options that are for the code targets, as protoplugin takes them; undefined if no code was
   * asked for.
   */
  readonly codeParameter: string | undefined;
  readonly others: readonly OtherTarget[];
  /** The full names of the enums to generate for; empty for all that carry a lifecycle. */
  readonly enums: readonly string[];
}

/** The options, or why they can't be taken. */
export type ParsedOptions =
  | ({ readonly kind: "options" } & PluginOptions)
  | { readonly kind: "refused"; readonly message: string };

/**
 * Reads the plugin's parameter: `target=` with targets joined by `+` (default `ts`), `enum=` with a
 * full name, any number of times, and what protoplugin knows, such as `elide_plugin_version=true`.
 */
export function parseOptions(parameter: string): ParsedOptions {
  const parts = parameter.split(",").filter((part) => part !== "");
  const valuesOf = (key: string): string[] =>
    parts.filter((part) => part.startsWith(`${key}=`)).map((part) => part.slice(key.length + 1));
  const targets = new Set(valuesOf("target").flatMap((value) => value.split("+")));
  if (targets.size === 0) targets.add("ts");
  const code = codeTargets.filter((target) => targets.delete(target));
  const others = otherTargets.filter((target) => targets.delete(target));
  const [unknown] = targets;
  if (unknown !== undefined) {
    const known = [...codeTargets, ...otherTargets].join(", ");
    const message = `the target "${unknown}" is not known. Use one of ${known}, or several joined by "+".`;
    return { kind: "refused", message };
  }
  const rest = parts.filter((part) => !/^(target|enum)=/.test(part));
  return {
    kind: "options",
    codeParameter: code.length === 0 ? undefined : [`target=${code.join("+")}`, ...rest].join(","),
    others,
    enums: valuesOf("enum"),
  };
}
