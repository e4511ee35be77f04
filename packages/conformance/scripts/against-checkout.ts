// Holds the protocol against the IDL in a checkout of Flyte 2, which is younger than the newest
// official package:
//
// node --conditions=@runledger/source packages/conformance/scripts/against-checkout.ts PATH
//
// PATH is the checkout's folder, with flyteidl2 in it. Prints every difference but the fields that
// thin messages leave out.

import { fileURLToPath } from "node:url";
import { compare } from "../src/compare.ts";
import { compareServices } from "../src/compare-services.ts";
import { compileProtos } from "../src/compile-protos.ts";
import { flyte2 } from "../src/counterparts.ts";
import { ourRegistry } from "../src/our-registry.ts";
import { thinMessages } from "../src/thin-messages.ts";

const [checkout] = process.argv.slice(2);
if (checkout === undefined) {
  console.error("Which checkout of Flyte? Give its folder, the one with flyteidl2 in it.");
  process.exit(2);
}

const own = fileURLToPath(new URL("../../../proto", import.meta.url));
const theirs = compileProtos(
  [
    { root: checkout, path: "flyteidl2" },
    { root: own, path: "buf" },
    { root: own, path: "google" },
  ],
  [
    "flyteidl2/actions",
    "flyteidl2/app/app_definition.proto",
    "flyteidl2/auth",
    "flyteidl2/cluster",
    "flyteidl2/common",
    "flyteidl2/core",
    "flyteidl2/dataproxy",
    "flyteidl2/logs",
    "flyteidl2/project",
    "flyteidl2/task",
    "flyteidl2/trigger",
    "flyteidl2/workflow",
  ],
);
// Its file imports what is in no checkout. The official package has it, and the tests hold it against that.
const isLeftOut = (name: string): boolean => name.startsWith("flyteidl2.secret.");
const messages = compare(
  ourRegistry,
  theirs,
  flyte2.filter(({ ours }) => !isLeftOut(ours)),
).filter(
  ({ at, kind }) => !(kind === "undeclared" && at.slice(0, at.lastIndexOf(".")) in thinMessages),
);
const services = compareServices(ourRegistry, theirs, flyte2).filter(({ at }) => !isLeftOut(at));
const found = [...messages, ...services];
for (const { at, kind, detail } of found) console.log([kind, at, detail].join(" ").trimEnd());
console.log(`${found.length} differences`);
