import { ROOT_ACTION } from "@runledger/state";
import { decodeBinary } from "../input/decode-binary.ts";
import { decodeJson } from "../input/decode-json.ts";
import type { Entry } from "../input/entry.ts";
import { InputError } from "../input/input-error.ts";
import { readRecords } from "../input/read-records.ts";
import type { Told } from "../stream/told.ts";
import type { Input } from "../streams/input.ts";
import type { InputProblem } from "../streams/stream-result.ts";
import { mostProblems } from "../streams/stream-result.ts";
import { BelowRoots } from "./below-roots.ts";
import { Chain } from "./chain.ts";
import type { Explained } from "./explained.ts";

/** What is to be explained. */
export interface ExplainOptions {
  /** The name of an action, or `run/action`, or `project/domain/run/action`. Undefined: runs, by their roots. */
  readonly action?: string | undefined;
  /** Only what belongs to this run: its name, or `project/domain/run`. */
  readonly run?: string | undefined;
  readonly fromLedger?: boolean;
}

/** Reads streams and keeps what was told of the actions or runs that are meant, with what each report did. */
export async function explainAction(
  inputs: readonly Input[],
  options: ExplainOptions,
): Promise<Explained> {
  const { action = ROOT_ACTION, run } = options;
  const chains = new Map<string, Chain>();
  const below = new BelowRoots();
  const problems: InputProblem[] = [];
  for (const input of inputs) {
    const take = (entry: Entry, byte: number, line: number): void => {
      if (entry.kind === "other") return;
      const name = nameOf(entry);
      const ofRun = `${name.run.project}/${name.run.domain}/${name.run.name}`;
      if (run !== undefined && !endsWith(ofRun, run)) return;
      const symbol = `${ofRun}/${name.action}`;
      if (options.action === undefined && entry.kind === "report") below.take(ofRun, entry.told);
      if (!endsWith(symbol, action)) return;
      const fromLedger = options.fromLedger === true || ("isRecorded" in entry && entry.isRecorded);
      const chain = chains.get(symbol) ?? new Chain(symbol, { fromLedger });
      chains.set(symbol, chain);
      chain.take(entry, { source: input.name, byte, line });
    };
    problems.push(...(await readEntries(input, take)));
  }
  const actions = [...chains.values()].map((chain) => ({
    symbol: chain.symbol,
    now: chain.now,
    reports: chain.reports,
    below: below.of(chain.symbol.slice(0, chain.symbol.lastIndexOf("/"))),
  }));
  return { actions, problems };
}

/** Tells whether a name is all of another one, or its last parts. */
function endsWith(symbol: string, name: string): boolean {
  return symbol === name || symbol.endsWith(`/${name}`);
}

async function readEntries(
  input: Input,
  take: (entry: Entry, byte: number, line: number) => void,
): Promise<InputProblem[]> {
  const problems: InputProblem[] = [];
  const note = (error: unknown, byte: number, line: number, isFatal: boolean): void => {
    const message = error instanceof Error ? error.message : String(error);
    if (problems.length < mostProblems)
      problems.push({ source: input.name, byte, line, message, isFatal });
  };
  try {
    await readRecords(
      input.open(),
      (format) => {
        const decode = format === "delimited" ? decodeBinary : decodeJson;
        return (bytes, byte, line) => {
          let entry: Entry;
          try {
            entry = decode(bytes, input.type);
          } catch (error) {
            note(error, byte, line, false);
            return;
          }
          take(entry, byte, line);
        };
      },
      { format: input.format },
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    note(error, error.byte, error.line, true);
  }
  return problems;
}

function nameOf(entry: Exclude<Entry, { kind: "other" }>): {
  readonly run: Told["run"];
  readonly action: string;
} {
  if (entry.kind === "report") return { run: entry.told.run, action: entry.told.action };
  if (entry.kind === "action") {
    return { run: entry.run, action: entry.declaration.name || ROOT_ACTION };
  }
  const { id } = entry.declaration;
  return { run: id ?? { project: "", domain: "", name: "" }, action: ROOT_ACTION };
}
