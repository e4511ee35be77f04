/**
 * What each room of the house may import, itself aside: imports run one way. A room that is missing here may import
 * nothing of ours, so a new package starts by saying where it stands.
 *
 * `any` is for private packages that nothing imports: they look at the others from outside.
 *
 * @type {Readonly<Record<string, readonly string[] | "any">>}
 */
export const rooms = {
  proto: [],
  lifecycle: ["proto"],
  state: ["proto", "lifecycle"],
  store: ["proto", "lifecycle", "state"],
  ledger: ["proto", "lifecycle", "state", "store"],
  reconciler: ["proto", "lifecycle", "state", "store", "ledger", "blobs"],
  // Files beside the ledger: it knows nothing of runs.
  blobs: [],
  // Files of runs: it knows the messages, and not what they mean.
  archive: ["proto", "blobs"],
  gateway: ["proto", "lifecycle", "state", "store", "ledger", "reconciler", "blobs", "archive"],
  validator: ["proto", "lifecycle", "state"],
  // The command speaks with a gateway over the network; `runledger serve` is the gateway, loaded when it is asked for, as is
  // what reads the workflows of `runledger run`.
  cli: ["proto", "lifecycle", "state", "reconciler", "validator", "blobs", "archive", "gateway"],
  bench: "any",
  conformance: "any",
  faults: "any",
  interop: "any",
};

/**
 * @param {string} room the folder's name
 * @param {string} other
 * @returns {boolean} whether a file of the one may import the other
 */
export function mayImport(room, other) {
  const allowed = rooms[room] ?? [];
  return room === other || allowed === "any" || allowed.includes(other);
}
