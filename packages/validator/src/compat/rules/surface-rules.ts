/** The rules on what other tools compare: bytes and JSON, GraphQL, TypeScript. */
export const surfaceRules = {
  RC301: {
    name: "wire-broken",
    sentence: "Bytes and JSON of the one schema are bytes and JSON of the other.",
    reason: "buf breaking says so, under the rule that is named.",
    wayOut: "Keep the element, deprecate it, and add another one.",
  },
  RC401: {
    name: "graphql-broken",
    sentence: "An operation that was valid is valid still, and its answer has the same shape.",
    reason: "Clients send what the schema no longer has, or get what it didn't have.",
    wayOut: "Add the new beside the old, and deprecate the old.",
  },
  RC402: {
    name: "graphql-dangerous",
    sentence: "A client meets nothing that it could not meet before.",
    reason:
      "Valid operations stay valid; a client that takes all cases for known may meet another one.",
    wayOut: "Tell the clients, or name their operations to see whether one is concerned.",
  },
  RC403: {
    name: "operation-broken",
    sentence: "Each of the operations that were given is valid in the new schema.",
    reason: "The server refuses it.",
    wayOut: "Change the operation first, or keep what it uses.",
  },
  RC501: {
    name: "export-removed",
    sentence: "What a package exported it exports still.",
    reason: "Programs that import it don't compile, or don't start.",
    wayOut: "Keep the name, mark it @deprecated, and export the new one beside it.",
  },
  RC502: {
    name: "export-changed",
    sentence: "A declaration keeps its text.",
    reason:
      "Programs may not compile; whether they do can't be told by the text of a declaration alone.",
    wayOut:
      "Look at both texts; if callers and implementers both still compile, waive it and say why.",
  },
  RC503: {
    name: "entry-removed",
    sentence: "A path that could be imported can be imported still.",
    reason: "Programs that import it don't start.",
    wayOut: "Keep the path in exports.",
  },
  RC504: {
    name: "declaration-unseen",
    sentence: "The declarations of an entry can be read.",
    reason: "What can't be read can't be compared.",
    wayOut: "Build the package first, or annotate the exports that the message names.",
  },
} as const;
