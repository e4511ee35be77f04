// Refuses a change of the protocol that breaks its readers: on the wire, in JSON, in generated
// code, or in a lifecycle.
//
// node scripts/breaking.mjs             compares with the last release and with the branch main
// node scripts/breaking.mjs --release   keeps the protocol as it is now as that of the last release
//
// The protocol of the last release is kept in packages/proto/released, so a comparison needs
// neither a network nor tags. Before the first release there is none, and in some clones there is
// no main: what can't be compared is said, not failed.

import { root } from "./bootstrap/root.mjs";
import { findBreaking, keepAsReleased } from "./breaking/find-breaking.mjs";

if (process.argv.includes("--release")) {
  keepAsReleased(root);
  console.log("breaking: kept the protocol as that of the last release");
} else {
  const { said, broken } = findBreaking(root);
  for (const line of said) console.log(`breaking: ${line}`);
  for (const text of broken) console.error(`breaking: ${text}`);
  if (broken.length === 0) console.log("breaking: nothing breaks");
  process.exitCode = broken.length === 0 ? 0 : 1;
}
