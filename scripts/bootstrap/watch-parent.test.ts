import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const module = fileURLToPath(new URL("watch-parent.mjs", import.meta.url));

test.skipIf(process.platform === "win32")("a process hears that its parent is gone", async () => {
  const child = `
    import { watchParent } from ${JSON.stringify(module)};
    watchParent(() => { console.log("alone"); process.exit(); });
    setInterval(() => {}, 1000);
    console.log("ready");
  `;
  // In between stands a process that tells its child nothing, as Debian's shell does.
  const parent = `
    require("node:child_process").spawn(process.execPath, ["--input-type=module", "--eval", process.argv[1]], { stdio: "inherit" });
    setInterval(() => {}, 1000);
  `;
  const running = spawn(process.execPath, ["--eval", parent, child], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  expect(String(await once(running.stdout, "data"))).toBe("ready\n");
  running.kill("SIGKILL");
  expect(String(await once(running.stdout, "data"))).toBe("alone\n");
});
