import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const module = fileURLToPath(new URL("run-child.mjs", import.meta.url));

/** A parent that runs `child` through runChild, in a process of its own since it takes over the signals. */
function parent(child: string) {
  const script = `
    import { runChild } from ${JSON.stringify(module)};
    process.exitCode = await runChild(process.execPath, ["--eval", ${JSON.stringify(child)}]);
  `;
  return spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

describe("a child's end is its parent's", () => {
  test.each([0, 1, 7])("exit code %i", async (code) => {
    expect(await once(parent(`process.exit(${code})`), "exit")).toEqual([code, null]);
  });

  test.skipIf(process.platform === "win32").each([
    ["SIGTERM", 143],
    ["SIGKILL", 137],
  ])("a child that %s ended: %i, as in a shell", async (signal, code) => {
    expect(await once(parent(`process.kill(process.pid, "${signal}")`), "exit")).toEqual([
      code,
      null,
    ]);
  });

  test.skipIf(process.platform === "win32").each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "%s is handed on, and the child has the last word",
    async (signal) => {
      const child = `
        process.on("${signal}", () => process.exit(42));
        setInterval(() => {}, 1000);
        console.log("ready");
      `;
      const running = parent(child);
      await once(running.stdout, "data");
      running.kill(signal);
      expect(await once(running, "exit")).toEqual([42, null]);
    },
  );
});
