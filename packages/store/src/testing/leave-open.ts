import { writeRun } from "../conformance/fixtures.ts";
import { openStore } from "../index.ts";

// Opens a store, begins to write, and forgets both.
const [path = ""] = process.argv.slice(2);

const store = await openStore(path);
// A large one, so that it is another thread that writes it while this one has nothing to do.
const actions = Array.from({ length: 2000 }, () => ({}));
void writeRun(store, "run", actions).then(() => console.log("written"));
