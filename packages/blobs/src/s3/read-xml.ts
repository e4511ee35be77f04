import { SaxesParser } from "saxes";

/** An element of an XML document: its text, and the elements in it by their names. */
export interface Element {
  text: string;
  readonly children: Map<string, Element[]>;
}

/**
 * Reads the small XML that S3 answers with. Attributes and namespaces carry nothing there, and are left out.
 *
 * @throws Error where it isn't XML
 */
export function readXml(xml: string): Element {
  const root = element();
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (failure) => {
    throw failure;
  });
  parser.on("opentag", ({ name }) => {
    const child = element();
    const siblings = open.at(-1)?.children;
    siblings?.set(name, [...(siblings.get(name) ?? []), child]);
    open.push(child);
  });
  parser.on("closetag", () => void open.pop());
  parser.on("text", (text) => {
    const inner = open.at(-1);
    if (inner !== undefined) inner.text += text;
  });
  parser.write(xml).close();
  return root;
}

/** Finds the first element on a path of names. */
export function find(root: Element, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>((at, name) => at?.children.get(name)?.[0], root);
}

function element(): Element {
  return { text: "", children: new Map() };
}
