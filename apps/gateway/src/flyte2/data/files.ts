/** What the files of an action are called, as flyte-sdk and Flyte's own engine call them. */
export const INPUTS_FILE = "inputs.pb";
export const OUTPUTS_FILE = "outputs.pb";
export const REPORT_FILE = "report.html";

/** Names the file of inputs that lie in a folder; a file that is named itself stays. */
export function inputsFile(uri: string): string {
  return uri === "" || uri.endsWith(".pb") ? uri : `${uri.replace(/\/+$/, "")}/${INPUTS_FILE}`;
}
