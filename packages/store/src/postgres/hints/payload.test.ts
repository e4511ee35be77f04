import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readPayload, writePayloads } from "./payload.ts";

const hint = fc.record({
  runId: fc.nat(),
  revision: fc.nat(),
  project: fc.string({ unit: "binary" }),
  domain: fc.string(),
  name: fc.string({ maxLength: 200 }),
});

test("whatever is told: short enough for the server, and understood as it was meant, or as everything", () => {
  fc.assert(
    fc.property(fc.array(hint, { maxLength: 300 }), (hints) => {
      const payloads = writePayloads("me", hints);
      for (const each of payloads) expect(Buffer.byteLength(each)).toBeLessThan(8000);
      const notices = payloads.map(readPayload);
      expect(notices.every(({ sender }) => sender === "me")).toBe(true);
      if (notices.some((notice) => notice.hints === undefined)) {
        expect(notices).toHaveLength(1);
        expect(Buffer.byteLength(JSON.stringify(hints))).toBeGreaterThan(7900);
      } else expect(notices.flatMap((notice) => notice.hints)).toEqual(hints);
    }),
  );
});

test("more than a few payloads are one that says to look at everything", () => {
  const many = Array.from({ length: 5000 }, (_, runId) => {
    return { runId, revision: 1, project: "project", domain: "domain", name: `run-${runId}` };
  });
  expect(writePayloads("me", many)).toEqual(['["me",null]']);
  expect(writePayloads("me", undefined)).toEqual(['["me",null]']);
});

test.each(["", "null", "{", '["x",[1]]', '["x",[["1",2,"","",""]]]', "hello"])(
  "what nobody here has written means that everything is to be looked at: %s",
  (payload) => {
    expect(readPayload(payload).hints).toBeUndefined();
  },
);
