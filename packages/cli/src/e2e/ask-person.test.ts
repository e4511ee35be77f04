import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { startGateway } from "@runledger/gateway";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../../scripts/testing/temporary-folder.ts";
import { systemClock } from "../command/clock.ts";
import { run } from "../command/run.ts";
import { testHost } from "../testing/test-host.ts";
import { TestKeyboard } from "../testing/test-keyboard.ts";
import { TextOutput } from "../testing/text-output.ts";

const workflow = `name: two
tasks:
  first: { condition: { prompt: "Here?" } }
  second: { needs: [first], condition: { prompt: "There?", type: integer } }
  third: { needs: [first], condition: { prompt: "Elsewhere?", type: string } }
  print: { run: 'printf "10%%\\\\r20%%\\\\033[2J\\\\n"' }
`;

test("a terminal asks one thing at a time, also when it is answered elsewhere, and lets go of the keyboard", async () => {
  const folder = temporaryFolder();
  const gateway = await startGateway({
    port: 0,
    database: "memory:",
    dataDir: folder,
    logLevel: "silent",
  });
  onTestFinished(() => gateway.close());
  const file = join(folder, "two.yaml");
  writeFileSync(file, workflow);
  const to = ["--to", gateway.url];
  const stdout = new TextOutput(true);
  const input = new TestKeyboard();
  const { host } = testHost({ env: { NO_COLOR: "1" }, clock: systemClock, stdout, input });
  const ended = run(["run", file, "--name", "two", ...to], host);
  const shown = () => stripVTControlCharacters(stdout.text);
  await expect.poll(shown, { timeout: 20_000 }).toMatch(/first \(true or false\)> $/);
  input.write("perhaps\r");
  await expect.poll(shown, { timeout: 20_000 }).toContain('"perhaps" must be true or false');
  input.write("yes\r");
  // Whichever of the two came first is asked.
  const question = /(second|third) \((?:a whole number|text)\)> $/;
  let asked: string | undefined;
  await expect.poll(() => (asked = question.exec(shown())?.[1]), { timeout: 20_000 }).toBeDefined();
  const waiting = asked === "second" ? "third" : "second";
  // Both that are left are answered elsewhere: the one that is being asked, and the one that waits for its turn.
  const elsewhere = testHost({ clock: systemClock }).host;
  for (const name of [waiting, asked ?? ""]) {
    const value = name === "second" ? "7" : "x";
    expect(await run(["signal", "two", name, value, ...to], elsewhere)).toBe(0);
  }
  expect(await ended).toBe(0);
  expect(shown()).not.toContain(`${waiting} (`);
  // What a command prints doesn't move the cursor.
  expect(stdout.text).toContain("print | 20%\n");
  expect(input.isPaused()).toBe(true);
  expect(input.modes.at(-1)).toBe(false);
});
