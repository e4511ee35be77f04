import * as fc from "fast-check";
import { expect, test } from "vitest";
import { md5Of } from "./testing/bytes.ts";
import { UrlSigner } from "./url-signer.ts";

const NOW = 1_790_000_000_000;
const signer = new UrlSigner(Buffer.alloc(32, 7));

test("permits what was signed, until it expires", () => {
  const { path, expiresAt } = signer.sign(
    "a/b.bin",
    { method: "PUT", expiresIn: 60, md5: md5Of("x"), size: 1 },
    NOW,
  );
  expect(signer.verify("PUT", path, expiresAt)).toEqual({
    kind: "sound",
    key: "a/b.bin",
    md5: md5Of("x"),
    size: 1,
  });
  expect(signer.verify("PUT", path, expiresAt + 1)).toMatchObject({
    message: expect.stringContaining("held until"),
  });
  expect(signer.verify("GET", path, NOW)).toMatchObject({
    message: expect.stringContaining("for PUT, and not for GET"),
  });
});

test("permits nothing else: every change of an address is seen", () => {
  const { path } = signer.sign("runs/r1/x", { method: "GET", expiresIn: 60, size: 12 }, NOW);
  const arbitraryChange = fc.record({
    at: fc.nat(path.length - 1),
    by: fc.constantFrom("a", "0", "&", "/", "%", ""),
  });
  fc.assert(
    fc.property(arbitraryChange, ({ at, by }) => {
      const changed = path.slice(0, at) + by + path.slice(at + 1);
      // The last sixth of the last letter of a base64url text carries no bits.
      fc.pre(changed !== path && at < path.length - 1);
      expect(signer.verify("GET", changed, NOW).kind).toBe("refused");
    }),
  );
  const other = new UrlSigner(Buffer.alloc(32, 8));
  expect(other.verify("GET", path, NOW).kind).toBe("refused");
});

test.each([
  "",
  "?",
  "a",
  "a?signature=",
  "../x?signature=AAAA",
  "a?method=GET&expires=99999999999",
])("refuses %j", (path) => {
  expect(signer.verify("GET", path, NOW).kind).toBe("refused");
});

test("says which bounds there are", () => {
  expect(() => new UrlSigner(Buffer.alloc(31))).toThrow("31 bytes");
  for (const expiresIn of [0, 604_801, Number.NaN])
    expect(() => signer.sign("a", { method: "GET", expiresIn }, NOW)).toThrow(
      `expiresIn is ${expiresIn}`,
    );
});
