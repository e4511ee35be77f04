import { describe, expect, it } from "vitest";
import { TestClock } from "../testing/test-clock.ts";
import { TextOutput } from "../testing/text-output.ts";
import { painter } from "./paint.ts";
import { Progress } from "./progress.ts";

describe("Progress", () => {
  it("draws a bar over itself on a terminal, no wider than it, and takes it away", async () => {
    const output = new TextOutput(true);
    const clock = new TestClock(1000);
    const progress = new Progress(output, painter(output, { NO_COLOR: "1" }), clock);
    progress.update(
      50,
      100,
      "reports, and much more to say than there is room for on such a terminal",
    );
    expect(output.text).toBe(
      `\r${"█".repeat(14)}${"░".repeat(14)} 50/100  reports, and much more to say than there i\u001b[K`,
    );
    expect(output.text.length - "\r\u001b[K".length).toBeLessThan(80);
    const drawn = output.text;
    progress.update(51, 100, "too soon");
    expect(output.text).toBe(drawn);
    await clock.sleep(100);
    progress.update(52, 100, "in time");
    progress.line("a line that stays");
    expect(output.text.endsWith(" 52/100  in time\u001b[K\r\u001b[Ka line that stays\n")).toBe(
      true,
    );
  });

  it("writes plain lines where there is no terminal, one every two seconds", async () => {
    const output = new TextOutput();
    const clock = new TestClock(1000);
    const progress = new Progress(output, painter(output, {}), clock);
    for (let done = 0; done < 50; done += 1) {
      progress.update(done, 50, "reports");
      await clock.sleep(100);
    }
    progress.clear();
    expect(output.text).toBe("20/50  reports\n40/50  reports\n");
  });
});

describe("painter", () => {
  it.each<[string, boolean, Record<string, string>, boolean]>([
    ["paints on a terminal", true, {}, true],
    ["paints nothing elsewhere", false, {}, false],
    ["paints nothing where NO_COLOR is set", true, { NO_COLOR: "1" }, false],
    ["paints where NO_COLOR is empty", true, { NO_COLOR: "" }, true],
    ["paints nothing on a dumb terminal", true, { TERM: "dumb" }, false],
  ])("%s", (_, isTTY, env, paints) => {
    expect(painter(new TextOutput(isTTY), env)("red", "x")).toBe(
      paints ? "\u001b[31mx\u001b[39m" : "x",
    );
  });
});
