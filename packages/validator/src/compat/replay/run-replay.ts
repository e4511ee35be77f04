import type { Lifecycle } from "@runledger/lifecycle";
import { checkLifecycle, defineLifecycle } from "@runledger/lifecycle";
import { nodePhaseLifecycle, taskPhaseLifecycle, workflowPhaseLifecycle } from "@runledger/state";
import type { ReportType } from "../../input/report-type.ts";
import type { Input } from "../../streams/input.ts";
import { findBaseline } from "../baseline/find-baseline.ts";
import { CompatError } from "../compat-error.ts";
import type { CompatOptions } from "../compat-options.ts";
import { loadPolicy } from "../load-policy.ts";
import { loadSide } from "../load-side.ts";
import { findBuf } from "../schema/buf.ts";
import { withScratch } from "../scratch.ts";
import type { Side } from "../side.ts";
import { wantedPath } from "../wanted-path.ts";
import { readRecorded } from "./read-recorded.ts";
import { type Difference, Replay } from "./replay.ts";

/** What to replay. */
export interface ReplayOptions extends CompatOptions {
  /** Recorded streams. Where one says what its reports are, only such are played. */
  readonly streams: readonly Input[];
  /** The full name of the enum that carries the lifecycle. */
  readonly lifecycle: string;
}

/** The lifecycle of the ledger's own actions. */
export const actionPhase = "runledger.core.v1.ActionPhase";

/**
 * Plays recorded streams to readers of the old and of the new lifecycle, and hands every difference to a function.
 *
 * @returns how many reports were played
 * @throws CompatError where a stream or a lifecycle can't be read
 */
export async function runReplay(
  options: ReplayOptions,
  tell: (difference: Difference) => void,
): Promise<number> {
  const [name] = options.against;
  if (name === undefined)
    throw new CompatError("there is nothing to compare with: name it with --against");
  const [before, after] = await lifecyclesOf(name, options);
  const numberOf = (value: string): number | undefined =>
    after.of(value)?.number ?? before.of(value)?.number;
  const replay = new Replay(before, after);
  const played = { type: typeOf(options), numberOf };
  let count = 0;
  for (const stream of options.streams) {
    await readRecorded(stream, played, (report) => {
      count += 1;
      const difference = replay.play(report);
      if (difference !== undefined) tell(difference);
    });
  }
  return count;
}

/** Finds which reports go through a lifecycle: Flyte 1's through its own, and actions through any other. */
function typeOf({ lifecycle, streams }: ReplayOptions): ReportType {
  const said = streams.find(({ type }) => type !== undefined)?.type;
  if (said !== undefined) return said;
  return flyte1.get(lifecycle) ?? "ActionEvent";
}

const flyte1: ReadonlyMap<string, ReportType> = new Map([
  [workflowPhaseLifecycle.typeName, "WorkflowExecutionEvent"],
  [nodePhaseLifecycle.typeName, "NodeExecutionEvent"],
  [taskPhaseLifecycle.typeName, "TaskExecutionEvent"],
]);

async function lifecyclesOf(
  name: string,
  options: ReplayOptions,
): Promise<readonly [Lifecycle, Lifecycle]> {
  const { policy, overlay } = await loadPolicy(options);
  const buf = findBuf(options.folder, options.env, options.buf);
  return withScratch(async (scratch) => {
    const baseline = await findBaseline(name, options.folder, await scratch(), wantedPath(policy));
    const here = { kind: "folder", name: "the folder", folder: options.folder } as const;
    const [before, after] = await Promise.all(
      [baseline, here].map((each) => loadSide(buf, each, policy.proto, overlay)),
    );
    return [find(before, options.lifecycle), find(after, options.lifecycle)];
  });
}

function find(side: Side | undefined, type: string): Lifecycle {
  const desc = side?.proto?.schema.registry.getEnum(type);
  const problem = desc === undefined ? "there is no such enum" : checkLifecycle(desc)[0]?.message;
  if (desc !== undefined && problem === undefined) return defineLifecycle(desc);
  throw new CompatError(`${side?.name}: ${type} has no lifecycle to replay by: ${problem}`);
}
