import type { ActionEvent } from "@runledger/proto/run/v1";
import {
  type FoldResult,
  History,
  type KnownAction,
  ROOT_ACTION,
  actionPhaseLifecycle as lifecycle,
} from "@runledger/state";
import { decodeBinary } from "../input/decode-binary.ts";
import { decodeJson } from "../input/decode-json.ts";
import type { Entry } from "../input/entry.ts";
import { InputError } from "../input/input-error.ts";
import { readRecords } from "../input/read-records.ts";
import { actionTrack } from "../stream/action-track.ts";
import type { Input } from "../streams/input.ts";
import type { InputProblem } from "../streams/stream-result.ts";

/** One report on an action, and what it did. */
export interface ExplainedReport {
  readonly event: ActionEvent;
  readonly result: FoldResult;
  readonly source: string;
  readonly byte: number;
  readonly line: number;
}

/** The chain of reports that led an action to where it is. */
export interface ExplainedAction {
  /** `project/domain/run/action`. */
  readonly symbol: string;
  readonly action: KnownAction | undefined;
  readonly reports: readonly ExplainedReport[];
}

/** What there is to be explained. */
export interface Explained {
  /** The actions that were meant, in the order in which they were heard of. */
  readonly actions: readonly ExplainedAction[];
  readonly problems: readonly InputProblem[];
}

interface Chain {
  readonly symbol: string;
  readonly reports: ExplainedReport[];
}

/**
 * Reads streams and keeps what was told of the actions that are meant, with what each report did to its action.
 *
 * @param name the action's name, or `run/action`, or `project/domain/run/action`
 */
export async function explainAction(
  inputs: readonly Input[],
  name: string,
  options: { readonly fromLedger?: boolean } = {},
): Promise<Explained> {
  const history = new History(options);
  const chains = new Map<string, Chain>();
  const problems: InputProblem[] = [];
  for (const input of inputs) {
    const take = (entry: Entry, byte: number, line: number): void => {
      const { run, action } = nameOf(entry);
      const symbol = `${run.project}/${run.domain}/${run.name}/${action}`;
      if (symbol !== name && !symbol.endsWith(`/${name}`)) return;
      const chain = chains.get(symbol) ?? { symbol, reports: [] };
      chains.set(symbol, chain);
      const event = tellHistory(history, entry);
      if (event !== undefined) chain.reports.push({ ...event, source: input.name, byte, line });
    };
    problems.push(...(await readEntries(input, take)));
  }
  const known = new Map([...history.actions()].map((action) => [symbolOf(action), action]));
  const actions = [...chains.values()].map((chain) => ({
    ...chain,
    action: known.get(chain.symbol),
  }));
  return { actions, problems };
}

async function readEntries(
  input: Input,
  take: (entry: Entry, byte: number, line: number) => void,
): Promise<InputProblem[]> {
  const problems: InputProblem[] = [];
  const note = (error: unknown, byte: number, line: number, isFatal: boolean): void => {
    const message = error instanceof Error ? error.message : String(error);
    if (problems.length < 100) problems.push({ source: input.name, byte, line, message, isFatal });
  };
  try {
    await readRecords(
      input.open(),
      (format) => {
        const decode = format === "delimited" ? decodeBinary : decodeJson;
        return (bytes, byte, line) => {
          let entry: Entry;
          try {
            entry = decode(bytes);
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

function nameOf(entry: Entry): {
  run: { project: string; domain: string; name: string };
  action: string;
} {
  if (entry.kind === "report") return { run: entry.told.run, action: entry.told.action };
  if (entry.kind === "action") {
    return { run: entry.run, action: entry.declaration.name || ROOT_ACTION };
  }
  const { id } = entry.declaration;
  return { run: id ?? { project: "", domain: "", name: "" }, action: ROOT_ACTION };
}

function tellHistory(
  history: History,
  entry: Entry,
): Pick<ExplainedReport, "event" | "result"> | undefined {
  if (entry.kind === "report") {
    if (entry.told.track !== actionTrack) return undefined;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Only action events are told of actions.
    const event = entry.told.message as ActionEvent;
    return { event, result: history.record(event) };
  }
  const time = { $typeName: "google.protobuf.Timestamp", seconds: 0n, nanos: 0 } as const;
  if (entry.kind === "action") {
    history.declare(entry.run, entry.declaration, time);
    return undefined;
  }
  const { id, root } = entry.declaration;
  if (id !== undefined && root !== undefined) history.declare(id, root, time);
  return undefined;
}

function symbolOf({ id }: KnownAction): string {
  return `${id.run?.project}/${id.run?.domain}/${id.run?.name}/${id.name}`;
}

/** Names the phase of a report for people. */
export function phaseNameOf({ phase }: ActionEvent): string {
  return lifecycle.of(phase)?.shortName ?? String(phase);
}
