import { expect } from "vitest";

/** Checks that an error says what it is to say, names the setting, and tells no password. */
export async function expectTrouble(
  work: Promise<unknown>,
  kind: string,
  sentence: RegExp,
  url: string,
): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({
    name: "StoreError",
    kind,
    message: expect.stringMatching(sentence),
  });
  expect(error).toMatchObject({ message: expect.stringContaining("--database") });
  const { message } = error as Error;
  expect(message).not.toContain(new URL(url).password);
}
