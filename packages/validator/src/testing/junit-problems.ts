import { readFileSync } from "node:fs";
import { validateXML } from "xmllint-wasm";

// Of Jenkins' xUnit plugin, which GitLab and others go by. MIT; it says so itself.
const schema = readFileSync(new URL("junit-10.xsd", import.meta.url), "utf8");

/** Holds a report against the schema of JUnit's XML. @returns what it doesn't allow, a line each */
export async function junitProblems(text: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: "report.xml", contents: text }],
    schema: [schema],
  });
  return errors.map(({ message }) => message);
}
