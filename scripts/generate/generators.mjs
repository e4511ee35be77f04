/**
 * @typedef {object} Generator
 * @property {string} name what it is called in messages
 * @property {(out: string) => readonly string[]} command the program and its arguments, run in the repository's folder;
 *   it writes below `out`, under the very paths that the files have in the repository
 */

/** The flags under which Node runs a source of the workspace, its imports of other packages included. */
const fromSource = ["--conditions=@runledger/source", "--disable-warning=ExperimentalWarning"];

const example = "packages/lifecycle/examples/delivery/buf.gen.yaml";

/**
 * Everything that is generated, in the order in which one stands on the other: one line each.
 *
 * @type {readonly Generator[]}
 */
export const generators = [
  { name: "protobuf and lifecycles", command: (out) => ["buf", "generate", "--output", out] },
  {
    name: "the example of a lifecycle",
    command: (out) => ["buf", "generate", "--template", example, "--output", out],
  },
  {
    name: "the ledger's readers and writers of messages",
    command: (out) => ["node", ...fromSource, "packages/ledger/scripts/write-codecs.ts", out],
  },
  {
    name: "what the protocol says of itself",
    command: (out) => ["node", ...fromSource, "apps/gateway/scripts/print-comments.ts", out],
  },
  {
    name: "the GraphQL schema",
    command: (out) => ["node", ...fromSource, "apps/gateway/scripts/print-schema.ts", out],
  },
  {
    name: "the settings and the error codes",
    command: (out) => ["node", ...fromSource, "apps/gateway/scripts/print-docs.ts", out],
  },
  {
    name: "the pages of the validator's rules",
    command: (out) => [
      "node",
      ...fromSource,
      "packages/validator/scripts/write-rule-pages.ts",
      out,
    ],
  },
  {
    name: "the pages of the rules on changes",
    command: (out) => [
      "node",
      ...fromSource,
      "packages/validator/scripts/print-compat-rules.ts",
      out,
    ],
  },
];
