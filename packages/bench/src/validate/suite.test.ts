import { expect, test } from "vitest";
import { streamCase } from "./stream-case.ts";

test.for(["delimited", "lines"] as const)(
  "%s: the stream is legal, and is judged whole",
  async (format) => {
    const metrics = await streamCase(format, 1000).run();
    expect(metrics["reports/s/core"]).toBeGreaterThan(0);
    expect(metrics["MB kept at the end"]).toBeGreaterThan(0);
  },
);
