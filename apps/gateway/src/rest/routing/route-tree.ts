import type { PathTemplate } from "./path-template.ts";

/** What was found at a path. */
export type Found<T> =
  | { readonly kind: "found"; readonly value: T; readonly captured: readonly string[] }
  /** Something is there, and takes other methods. */
  | { readonly kind: "other-methods"; readonly methods: readonly string[] }
  | { readonly kind: "nothing" }
  /** A segment whose percent signs mean nothing. */
  | { readonly kind: "malformed"; readonly segment: string };

interface Entry<T> {
  readonly template: PathTemplate;
  readonly value: T;
}

/** One place in the tree, and what ends there: by verb behind the colon, then by method. */
interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  one?: Node<T>;
  rest?: Node<T>;
  readonly ends: Map<string, Map<string, Entry<T>>>;
}

/** Finds what is bound to a method and a path, in the time that it takes to walk the path. */
export class RouteTree<T> {
  readonly #root: Node<T> = emptyNode();

  /** Binds a method and a path. Where the same is bound already, the first stands. */
  add(method: string, template: PathTemplate, value: T): void {
    let node = this.#root;
    for (const segment of template.segments) {
      if (segment.kind === "literal") {
        const next = node.literals.get(segment.text) ?? emptyNode<T>();
        node.literals.set(segment.text, next);
        node = next;
      } else {
        node = node[segment.kind] ??= emptyNode<T>();
      }
    }
    const methods = node.ends.get(template.verb) ?? new Map<string, Entry<T>>();
    node.ends.set(template.verb, methods);
    if (!methods.has(method)) methods.set(method, { template, value });
  }

  /**
   * Finds what is bound to a method and a path. A text goes before a place for any, and that before the rest of a path.
   *
   * @param path as it came, with its percent signs: an encoded slash is a part of its segment
   */
  find(method: string, path: string): Found<T> {
    const raw = path.slice(1).split("/");
    const decoded: string[] = [];
    for (const segment of raw) {
      const text = decode(segment);
      if (text === undefined) return { kind: "malformed", segment };
      decoded.push(text);
    }
    const others = new Set<string>();
    for (const node of this.#nodes(decoded)) {
      const entry = node.ends.get(node.verb)?.get(method);
      if (entry !== undefined) {
        const { template, value } = entry;
        return { kind: "found", value, captured: capture(template, raw, decoded) };
      }
      for (const other of node.ends.get(node.verb)?.keys() ?? []) others.add(other);
    }
    return others.size === 0
      ? { kind: "nothing" }
      : { kind: "other-methods", methods: [...others].toSorted() };
  }

  /** Lists the places that a path may lead to: with what stands behind its last colon as a verb, and then without one. */
  *#nodes(
    segments: readonly string[],
  ): Generator<{ readonly ends: Node<T>["ends"]; readonly verb: string }> {
    const last = segments.at(-1) ?? "";
    const colon = last.lastIndexOf(":");
    if (colon > 0) {
      const verb = last.slice(colon + 1);
      const without = [...segments.slice(0, -1), last.slice(0, colon)];
      if (verb !== "") for (const { ends } of walk(this.#root, without, 0)) yield { ends, verb };
    }
    for (const { ends } of walk(this.#root, segments, 0)) yield { ends, verb: "" };
  }
}

function* walk<T>(node: Node<T>, segments: readonly string[], at: number): Generator<Node<T>> {
  const segment = segments[at];
  if (segment === undefined) {
    yield node;
    if (node.rest !== undefined) yield node.rest;
    return;
  }
  const literal = node.literals.get(segment);
  if (literal !== undefined) yield* walk(literal, segments, at + 1);
  if (node.one !== undefined && segment !== "") yield* walk(node.one, segments, at + 1);
  if (node.rest !== undefined) yield node.rest;
}

/** Takes the values of a template's variables from a path that it fits. */
function capture(
  { segments, variables, verb }: PathTemplate,
  raw: readonly string[],
  decoded: readonly string[],
): string[] {
  return variables.map(({ start, end }) => {
    const spansMore = end - start > 1 || segments[start]?.kind === "rest";
    const last = segments[end - 1]?.kind === "rest" ? raw.length : end;
    // Where a value spans segments, an encoded slash stays encoded: it is none of those that divide them.
    const parts = spansMore
      ? raw.slice(start, last).map((part) => decode(part.replaceAll(/%(?=2f)/gi, "%25")) ?? part)
      : decoded.slice(start, last);
    const text = parts.join("/");
    const isLast = last === raw.length;
    return isLast && verb !== "" ? text.slice(0, -verb.length - 1) : text;
  });
}

function decode(segment: string): string | undefined {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function emptyNode<T>(): Node<T> {
  return { literals: new Map(), ends: new Map() };
}
