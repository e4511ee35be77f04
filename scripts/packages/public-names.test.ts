import { expect, test } from "vitest";
import { entryPoints } from "./entry-points.mjs";
import { publishedPackages } from "./published-packages.mjs";

/**
 * What the packages export is what their users stand on: a name that appears or goes is meant, and shows in the review.
 * `npm run unit -- --project scripts --update` writes the list anew.
 */
test("the packages export these names", { timeout: 60_000 }, async () => {
  const modules = publishedPackages().flatMap((pkg) => entryPoints(pkg).named);
  const lists = await Promise.all(
    modules.map(async (module) => {
      const exported: object = await import(module);
      return `${module}\n${Object.keys(exported)
        .toSorted()
        .map((name) => `  ${name}\n`)
        .join("")}`;
    }),
  );
  await expect(lists.join("\n")).toMatchFileSnapshot("public-names.txt");
});
