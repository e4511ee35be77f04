import { StoreError, openStore } from "../index.ts";

// Opens a store, says what came of it, and keeps it open until its input ends.
const [path = ""] = process.argv.slice(2);

try {
  const store = await openStore(path);
  console.log(JSON.stringify({ kind: "open" }));
  for await (const _ of process.stdin);
  await store.close();
} catch (error) {
  const kind = error instanceof StoreError ? error.kind : "thrown";
  console.log(JSON.stringify({ kind, message: String(error) }));
}
