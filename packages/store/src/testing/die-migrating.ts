import { writeSync } from "node:fs";
import { Connection } from "../sqlite/connection.ts";
import { migrate } from "../sqlite/schema/migrate.ts";

// Dies of SIGKILL in the middle of a step, after it has written.
const [path = ""] = process.argv.slice(2);

const connection = new Connection(path, { busyTimeout: 1000 });
connection.db.function("die", () => {
  writeSync(1, "in the middle\n");
  process.kill(process.pid, "SIGKILL");
  return null;
});
const first = { number: 1, name: "first", sql: "CREATE TABLE one (a)" };
const sql =
  "CREATE TABLE two (a); INSERT INTO two VALUES (1); SELECT die(); CREATE TABLE three (a)";
migrate(connection, [first, { number: 2, name: "second", sql }], { name: "The database" });
