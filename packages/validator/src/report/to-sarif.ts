import { catalogue, pageOf } from "../rules/catalogue.ts";
import type { Finding } from "../stream/finding.ts";
import type { InputProblem } from "../streams/stream-result.ts";
import { fileUri } from "./file-uri.ts";
import type { Report } from "./report.ts";

const schema =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Writes a report as SARIF 2.1.0, which code hosts and editors show at the line. */
export function toSarif({ result, version }: Report): string {
  const { verdict, problems } = result;
  const run = {
    tool: {
      driver: {
        name: "runledger validate",
        version,
        informationUri: "https://github.com/runledger/runledger",
        rules: [...catalogue.values()].map(({ id, name, sentence, wayOut, severity }) => ({
          id,
          name,
          shortDescription: { text: sentence },
          help: { text: wayOut },
          helpUri: pageOf(id),
          defaultConfiguration: { level: severity },
        })),
      },
    },
    invocations: [
      {
        executionSuccessful: problems.length === 0,
        toolExecutionNotifications: problems.map((problem) => ({
          level: "error",
          message: { text: problem.message },
          locations: [locationOf(problem)],
        })),
      },
    ],
    results: [
      ...verdict.findings.map((finding) => ({
        ruleId: finding.rule,
        level: finding.severity,
        message: { text: finding.message },
        locations: [
          { ...locationOf(finding), logicalLocations: [{ fullyQualifiedName: finding.symbol }] },
        ],
      })),
      ...verdict.waiverProblems.map(({ kind, message }) => ({
        ruleId: `waiver-${kind}`,
        level: "error",
        message: { text: message },
      })),
    ],
  };
  return `${JSON.stringify({ $schema: schema, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
}

function locationOf({ source, line, byte }: Finding | InputProblem): object {
  const region = line > 0 ? { startLine: line } : { byteOffset: byte, byteLength: 0 };
  return {
    physicalLocation: {
      artifactLocation: { uri: fileUri(source) },
      region,
    },
  };
}
