import { fileUri } from "../../report/file-uri.ts";
import { compatRules } from "../catalogue.ts";
import type { Judged, Standing } from "../policy/judge.ts";
import { orderSentence } from "../upgrade-order.ts";
import type { CompatReport } from "./report.ts";

const levels: Readonly<Record<Standing, string>> = {
  fails: "error",
  warns: "warning",
  waived: "note",
  noted: "note",
};

/** Writes a report as SARIF 2.1.0, which code scanning reads. */
export function formatSarif(report: CompatReport): string {
  const rules = Object.entries(compatRules).map(([id, { name, sentence, reason, wayOut }]) => ({
    id,
    name,
    shortDescription: { text: sentence },
    fullDescription: { text: `${sentence} ${reason}` },
    help: { text: wayOut },
  }));
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "runledger compat", rules } },
        results: [
          ...report.judged.map(resultOf),
          ...report.waiverProblems.map(({ kind, message }) => ({
            ruleId: `waiver-${kind}`,
            level: "error",
            message: { text: message },
          })),
        ],
      },
    ],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function resultOf({ finding, standing, order, waiver, against }: Judged): object {
  const { rule, message, symbol, place } = finding;
  return {
    ruleId: rule,
    level: levels[standing],
    message: { text: `${message} ${orderSentence[order]}` },
    partialFingerprints: { "runledger/v1": `${rule}:${symbol}:${against}` },
    locations: [
      {
        logicalLocations: [{ fullyQualifiedName: symbol }],
        ...(place === undefined
          ? {}
          : {
              physicalLocation: {
                artifactLocation: { uri: fileUri(place.file) },
                ...(place.line === undefined
                  ? {}
                  : { region: { startLine: place.line, startColumn: place.column ?? 1 } }),
              },
            }),
      },
    ],
    ...(waiver === undefined
      ? {}
      : { suppressions: [{ kind: "external", justification: waiver }] }),
  };
}
