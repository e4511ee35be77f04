import { createHash } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { type Client, Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import {
  ActionPhase,
  ClusterEvent_Type,
  ClusterEventSchema,
  type RunIdentifier,
  RunIdentifierSchema,
} from "@runledger/proto";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import type { PluginResult } from "@runledger/state/reconcile";
import { type FlyteAddress, flyteTransport } from "../flyte/flyte-transport.ts";
import { isOver, resultOf } from "../flyte/result-of.ts";
import { failureOf } from "../process/failure-of.ts";
import type { Plugin, Work } from "../plugin.ts";
import { workKey } from "../work-key.ts";

/** Which Flyte 2 does the work, and of what. */
export interface FlytePluginOptions extends FlyteAddress {
  /** The task types that it does, as in "python-task". */
  readonly taskTypes: readonly string[];
  /** The project there. Default: the action's own. */
  readonly project?: string;
  /** The domain there. Default: the action's own. */
  readonly domain?: string;
  /** How often to ask how far a run is, in milliseconds. Default: 2000. */
  readonly pollInterval?: number;
}

/** How long to wait for the answer to a call, in milliseconds. */
const timeoutMs = 30_000;

/** Codes of calls that another time may fare better. Flyte answers `unknown` what it hasn't thought of. */
const passing: ReadonlySet<Code> = new Set([
  Code.Unavailable,
  Code.DeadlineExceeded,
  Code.Canceled,
  Code.Aborted,
  Code.ResourceExhausted,
  Code.Internal,
  Code.Unknown,
]);

/**
 * Does tasks of some types in a Flyte 2: each attempt is a run there, of the task's whole spec and its inputs. The run's name
 * follows from the attempt, so that it is found again after a crash, and never started twice.
 *
 * That Flyte tries again by itself what its platform fails at; what it gives up as a SYSTEM error isn't tried again here. While
 * it can't be reached nothing is lost: the attempt stays as it is, and a cluster event says why.
 */
export function flytePlugin(options: FlytePluginOptions): Plugin {
  const { taskTypes, pollInterval: again = 2000 } = options;
  const client = createClient(RunService, flyteTransport(options) as Transport);
  return {
    taskTypes,

    async handle(work) {
      const runId = runOf(work, options);
      try {
        const { details } = (await found(client.getRunDetails({ runId }, { timeoutMs }))) ?? {};
        if (details?.action !== undefined) return resultOf(details.action, work.state, again);
        await start(client, runId, work);
        return { kind: "working", phase: ActionPhase.QUEUED, again };
      } catch (error) {
        return troubleOf(error, work, options);
      }
    },

    async abort(work) {
      const runId = runOf(work, options);
      const reason = "Aborted in Runledger.";
      if ((await found(client.abortRun({ runId, reason }, { timeoutMs }))) === undefined)
        return "ended";
      const { details } = (await found(client.getRunDetails({ runId }, { timeoutMs }))) ?? {};
      return details?.action === undefined || isOver(details.action) ? "ended" : "ending";
    },

    // The run stays there, for people to look at.
    finalize: () => Promise.resolve(),
  };
}

async function start(
  client: Client<typeof RunService>,
  runId: RunIdentifier,
  work: Work,
): Promise<void> {
  const { action, attempt, inputUri, spec } = work;
  const { run, name } = action;
  const values = {
    "runledger/action": `${run?.project}/${run?.domain}/${run?.name}/${name}`,
    "runledger/attempt": String(attempt),
  };
  try {
    await client.createRun(
      {
        id: { case: "runId", value: runId },
        task: { case: "taskSpec", value: spec },
        ...(inputUri !== "" && {
          inputWrapper: { case: "offloadedInputData", value: { uri: inputUri } },
        }),
        runSpec: { annotations: { values } },
      },
      { timeoutMs },
    );
  } catch (error) {
    // The answer of an earlier call was lost.
    if (ConnectError.from(error).code !== Code.AlreadyExists) throw error;
  }
}

/** Says what went wrong with a call: that the work goes on, as far as anybody knows, or that it can't be done so. */
function troubleOf(error: unknown, { state }: Work, options: FlytePluginOptions): PluginResult {
  const { url, pollInterval: again = 2000 } = options;
  const { code, rawMessage } = ConnectError.from(error);
  const message = `${url} answers ${Code[code]}: ${rawMessage}`;
  if (!passing.has(code)) return failureOf(`Flyte${Code[code]}`, "USER", false, message);
  const event = create(ClusterEventSchema, {
    message: `${url} answers ${Code[code]}; it is asked again.`,
    reason: Code[code],
    type: ClusterEvent_Type.WARNING,
    sourceComponent: "runledger",
  });
  const told = `trouble ${code}`;
  const isTold = state !== undefined && Buffer.from(state.bytes).toString() === told;
  return {
    kind: "working",
    phase: ActionPhase.QUEUED,
    again,
    ...(!isTold && {
      details: { clusterEvents: [event] },
      state: { version: 1, bytes: Buffer.from(told) },
    }),
  };
}

/** Names the run of an attempt: 30 letters and digits at most, a letter first, as Flyte wants names. */
function runOf(work: Work, { project, domain }: FlytePluginOptions): RunIdentifier {
  const { run } = work.action;
  const digest = createHash("sha256").update(workKey(work)).digest("hex");
  return create(RunIdentifierSchema, {
    project: project ?? run?.project ?? "",
    domain: domain ?? run?.domain ?? "",
    name: `r${digest.slice(0, 24)}`,
  });
}

/** Waits for an answer. Undefined: there is no such run. */
async function found<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (ConnectError.from(error).code === Code.NotFound) return undefined;
    throw error;
  }
}
