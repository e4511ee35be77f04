import * as fc from "fast-check";
import { expect, test } from "vitest";
import { notificationFilter } from "./notification-filter.ts";

const message = fc.tuple(fc.constantFrom("A", "D", "Z", "C"), fc.string({ maxLength: 20 }));

function write([type, text]: readonly [string, string]): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.alloc(5, type);
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

test("only notifications are lost, however the bytes are cut", () => {
  fc.assert(
    fc.property(fc.array(message), fc.array(fc.nat()), (messages, cuts) => {
      const bytes = Buffer.concat(messages.map(write));
      const filter = notificationFilter();
      filter.isDropping = true;
      const ends = cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b);
      const passed = [...ends, bytes.length].map((end, index) =>
        filter.pass(bytes.subarray(ends[index - 1] ?? 0, end)),
      );
      const kept = messages.filter(([type]) => type !== "A");
      expect(Buffer.concat(passed)).toEqual(Buffer.concat(kept.map(write)));
    }),
  );
});
