import { statSync } from "node:fs";
import { type Format, type Input, type ReportType, fileInput } from "@runledger/validator/streams";
import { graphqlEndpoint } from "../client/endpoint.ts";
import type { ConnectionOptions } from "../command/connection-options.ts";
import type { Host } from "../command/host.ts";
import { UsageError } from "../command/usage-error.ts";
import { recordedInput } from "./recorded-input.ts";

/** How inputs are read, as the command line says it. */
export interface InputOptions extends Omit<ConnectionOptions, "to"> {
  readonly inputFormat?: Format;
  readonly type?: ReportType;
  readonly run?: string;
  readonly follow?: boolean;
}

/** Makes inputs of what a person names: files, `-` for standard input, the address of a gateway. */
export function openInputs(
  names: readonly string[],
  options: InputOptions,
  host: Host,
): readonly Input[] {
  return names.map((name) => openInput(name, options, host));
}

function openInput(name: string, options: InputOptions, host: Host): Input {
  const reading = { format: options.inputFormat, type: options.type };
  if (name === "-") return { name: "standard input", open: () => process.stdin, ...reading };
  const endpoint = graphqlEndpoint(name);
  if (endpoint !== undefined) return recordedInput({ ...options, to: endpoint }, host);
  if (statSync(name, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new UsageError(`${name} is a folder: name the files in it, as in ${name}/*.jsonl`);
  }
  try {
    return fileInput(name, reading);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${name} can't be read: ${problem}`);
  }
}

/** Tells whether a name is the address of a gateway: then what it gives is a recording. */
export function isGateway(name: string): boolean {
  return graphqlEndpoint(name) !== undefined;
}
