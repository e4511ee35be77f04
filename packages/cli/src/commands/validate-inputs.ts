import { type Format, type Input, fileInput } from "@runledger/validator/streams";
import { graphqlEndpoint } from "../client/endpoint.ts";
import type { ConnectionOptions } from "../command/connection-options.ts";
import type { Host } from "../command/host.ts";
import { UsageError } from "../command/usage-error.ts";
import { recordedInput } from "./recorded-input.ts";

/** How inputs are read, as the command line says it. */
export interface InputOptions extends Omit<ConnectionOptions, "to"> {
  readonly inputFormat?: Format;
  readonly run?: string;
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
  const format = options.inputFormat;
  if (name === "-") return { name: "standard input", open: () => process.stdin, format };
  const endpoint = graphqlEndpoint(name);
  if (endpoint !== undefined) return recordedInput({ ...options, to: endpoint }, host);
  try {
    return fileInput(name, format);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${name} can't be read: ${problem}`);
  }
}
