// Everything that the protocol consists of: types to read and write, and descriptors to reflect on.
// Each package of the protocol is a subpath too, for those who want a shorter list of names.

export * from "./core/v1.ts";
export * from "./flyte1/v1.ts";
export * from "./lifecycle/v1.ts";
export * from "./run/v1.ts";
export * from "./work/v1.ts";
