import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { root } from "../bootstrap/root.mjs";

/** How many failed tests are named. */
const most = 20;

/**
 * Names the tests that failed, with the first line of why: a log that is cut short still says what to look at.
 *
 * @param {string | undefined} report a file in vitest's JSON form; one that was never written names nothing
 * @returns {string[]} a line a test, or a file that could not be loaded; 20 at most, and a line for the rest
 */
export function failedTests(report) {
  if (report === undefined || !existsSync(report)) return [];
  /** @type {{ testResults: { name: string, status: string, message: string, assertionResults: { fullName: string, status: string, failureMessages?: string[] }[] }[] }} */
  const { testResults = [] } = JSON.parse(readFileSync(report, "utf8"));
  const lines = testResults.flatMap((file) => {
    const path = relative(root, file.name);
    const failed = file.assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0)
      return file.status === "failed" ? [`${path}: ${firstLine(file.message)}`] : [];
    return failed.map(
      ({ fullName, failureMessages = [] }) =>
        `${path}: ${fullName}: ${firstLine(failureMessages[0])}`,
    );
  });
  const rest = lines.length - most;
  return rest > 0 ? [...lines.slice(0, most), `and ${rest} more`] : lines;
}

/** @param {string | undefined} message */
function firstLine(message = "") {
  return message.split("\n", 1)[0]?.slice(0, 300) ?? "";
}
