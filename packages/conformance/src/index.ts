// Tools that hold one schema against another, and make its messages up.
export { arbitraryMessage, type ArbitraryOptions } from "./arbitrary-message.ts";
export { compare, type Difference } from "./compare.ts";
export { compileProtos, type ProtoSource } from "./compile-protos.ts";
export { type Counterpart, flyte1, flyte2 } from "./counterparts.ts";
export { loadOfficials, type Official } from "./officials.ts";
