// Holds the protocol against the IDL in a checkout of Flyte 2, which is younger than the newest
// official package:
//
// node --conditions=@runledger/source packages/conformance/scripts/against-checkout.ts PATH
//
// PATH is the checkout's folder, with flyteidl2 in it. Prints every difference but the fields that
// thin messages leave out.

import { fileURLToPath } from "node:url";
import { compare } from "../src/compare.ts";
import { compileProtos } from "../src/compile-protos.ts";
import { flyte2 } from "../src/counterparts.ts";
import { ourRegistry } from "../src/our-registry.ts";
import { thinMessages } from "../src/thin-messages.ts";

const [checkout] = process.argv.slice(2);
if (checkout === undefined) {
  console.error("Which checkout of Flyte? Give its folder, the one with flyteidl2 in it.");
  process.exit(2);
}

const theirs = compileProtos(
  [
    { root: checkout, path: "flyteidl2" },
    { root: fileURLToPath(new URL("../../../proto", import.meta.url)), path: "buf" },
  ],
  [
    "flyteidl2/common",
    "flyteidl2/core",
    "flyteidl2/task/common.proto",
    "flyteidl2/task/run.proto",
    "flyteidl2/task/task_definition.proto",
    "flyteidl2/workflow/run_definition.proto",
  ],
);
const found = compare(ourRegistry, theirs, flyte2).filter(
  ({ at, kind }) => !(kind === "undeclared" && at.slice(0, at.lastIndexOf(".")) in thinMessages),
);
for (const { at, kind, detail } of found) console.log([kind, at, detail].join(" ").trimEnd());
console.log(`${found.length} differences`);
