import { fileURLToPath } from "node:url";
import { compare } from "@runledger/validator/compat";
import type { Goal, Suite } from "../suite.ts";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const name = "compat this repository";

const goals: readonly Goal[] = [
  { says: "this repository, warm, in under 5 s", case: name, metric: "warm s", atMost: 5 },
];

/** Times a comparison of this repository with its last commit. Programs that it starts count: it is the wall's clock. */
async function seconds(): Promise<number> {
  const start = performance.now();
  await compare({ folder: repository, against: ["HEAD"], env: process.env, today: "2026-01-01" });
  return (performance.now() - start) / 1000;
}

/** Measures the comparison of schemas. */
export const compatSuite: Suite = {
  name: "compat",
  cases: [{ name, run: async () => ({ "cold s": await seconds(), "warm s": await seconds() }) }],
  goals,
  report: (results) => {
    const found = results[name];
    return `| | median | least | greatest |\n|---|---|---|---|\n${["cold s", "warm s"]
      .flatMap((metric) => {
        const summary = found?.[metric];
        if (summary === undefined) return [];
        const cells = [summary.median, summary.least, summary.greatest].map((value) =>
          value.toFixed(2),
        );
        return [`| ${metric} | ${cells.join(" | ")} |`];
      })
      .join("\n")}\n`;
  },
};
