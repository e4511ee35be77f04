import type { JsonValue } from "@bufbuild/protobuf";
import type { DocumentProblem, WorkflowDocument } from "@runledger/reconciler";
import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import { DocumentError } from "../document/document-error.ts";
import { readText } from "../document/read-text.ts";

/** A workflow as its file has it, and as it was understood. */
export interface ReadWorkflow {
  /** What the file says, for the gateway to read once more. */
  readonly source: JsonValue;
  readonly document: WorkflowDocument;
}

/** The longest file of a workflow, in characters: it must fit into a report. */
const LONGEST = 1_000_000;
/** How many problems are listed one by one; the others are counted. */
const LISTED = 10;

/**
 * Reads a workflow from a file of YAML.
 *
 * @throws DocumentError that names line, column, field and value of all that is wrong
 */
export async function readWorkflow(file: string): Promise<ReadWorkflow> {
  const text = await readText(file);
  if (text.length > LONGEST) {
    throw new DocumentError(file, [`${text.length} characters, and may have ${LONGEST}: split it`]);
  }
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = [...yaml.errors, ...yaml.warnings].map(
    ({ message, pos }) => `${place(lines, pos[0])}${message}`,
  );
  if (broken.length > 0) throw errorOf(file, broken);
  const source = toJs(file, yaml);
  const { readDocument } = await import("@runledger/reconciler");
  const read = readDocument(source);
  if (read.kind === "document") return { source: source as JsonValue, document: read.document };
  throw errorOf(
    file,
    read.problems.map((problem) => describe(problem, yaml, lines)),
  );
}

function toJs(file: string, yaml: Document): unknown {
  try {
    return JSON.parse(JSON.stringify(yaml.toJS({ maxAliasCount: 100 })) ?? "null");
  } catch (error) {
    throw new DocumentError(file, [String(error)]);
  }
}

function errorOf(file: string, problems: readonly string[]): DocumentError {
  const more = problems.length - LISTED;
  return new DocumentError(file, [
    ...problems.slice(0, LISTED),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ]);
}

function describe({ message, path }: DocumentProblem, yaml: Document, lines: LineCounter): string {
  // A field that is missing has the place of what it is missing from.
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = yaml.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) {
      return `${place(lines, node.range[0])}${path.join(".")}: ${message}`;
    }
  }
  return `${path.length === 0 ? "" : `${path.join(".")}: `}${message}`;
}

function place(lines: LineCounter, offset: number): string {
  const { col, line } = lines.linePos(offset);
  return `line ${line}, column ${col}: `;
}
