import { gzipSync } from "node:zlib";
import { budgets } from "./budgets.mjs";
import { bundle } from "./bundle.mjs";

/**
 * Holds every package against its size budget, and prints the table.
 *
 * `packed` is what is downloaded on install. `bundle` is what importing the whole package adds to a program, minified
 * and gzipped: for a package that runs in browsers with everything that it depends on, for another its own code alone.
 *
 * @param {readonly import("./pack.mjs").Tarball[]} tarballs
 * @param {string} consumer
 * @param {(line: string) => void} print
 * @returns {Promise<string[]>}
 */
export async function checkSizes(tarballs, consumer, print) {
  const rows = await Promise.all(tarballs.map((tarball) => measure(tarball, consumer)));
  print("package                    packed  budget    bundle  budget   (kB)");
  for (const { name, packed, bundled, budget } of rows) {
    print(
      [
        name.padEnd(24),
        kilobytes(packed),
        limit(budget.packed),
        "  ",
        kilobytes(bundled),
        limit(budget.bundle),
      ].join(" "),
    );
  }
  return rows.flatMap(({ name, packed, bundled, budget, problem }) => [
    ...(problem === undefined ? [] : [problem]),
    ...over(name, "packed", packed, budget.packed),
    ...over(name, "bundle", bundled, budget.bundle),
  ]);
}

/**
 * @param {import("./pack.mjs").Tarball} tarball
 * @param {string} consumer
 */
async function measure({ name, size }, consumer) {
  const budget = budgets[name] ?? { packed: 0, bundle: 0, browser: false };
  // The package itself is inside, so only what is not ours can be left out; hence the path and not the name.
  const result = await bundle(`export * from "./node_modules/${name}/dist/index.js";`, consumer, {
    external: !budget.browser,
  });
  const bundled = result.kind === "bundle" ? gzipSync(result.code).length : 0;
  const problem =
    result.kind === "bundle" ? undefined : `${name} cannot be bundled: ${result.message}`;
  return { name, packed: size, bundled, budget, problem };
}

/**
 * @param {string} name
 * @param {"packed" | "bundle"} what
 * @param {number} bytes
 * @param {number} budget in kB
 */
function over(name, what, bytes, budget) {
  if (bytes <= budget * 1000) return [];
  return [
    `${name}: ${what} is ${(bytes / 1000).toFixed(1)} kB, over its budget of ${budget} kB: make it smaller, or raise the budget ` +
      "in scripts/packages/budgets.mjs and say in the commit what it buys",
  ];
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1).padStart(7);
}

/** @param {number} budget */
function limit(budget) {
  return String(budget).padStart(7);
}
