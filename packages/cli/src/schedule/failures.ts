import { ActionPhase, ClusterEvent_Type, ExecutionError_ErrorKind } from "@runledger/proto";

/** A way for an attempt to go wrong, as engines tell of it. */
export interface Failure {
  /** The phase that the attempt ends in. */
  readonly phase: ActionPhase;
  readonly kind: ExecutionError_ErrorKind;
  readonly code: string;
  /** Whether the work itself began, or already its preparation went wrong. */
  readonly whileRunning: boolean;
  /** What the cluster says of it. */
  readonly event: {
    readonly type: ClusterEvent_Type;
    readonly reason: string;
    readonly component: string;
    readonly message: string;
  };
  /** What people are told. */
  message(facts: FailureFacts): string;
}

/** What a message about a failed attempt can name. */
interface FailureFacts {
  readonly task: string;
  readonly program: string;
  readonly machine: string;
  /** How long the work had run, in milliseconds. */
  readonly ranFor: number;
}

const { WARNING } = ClusterEvent_Type;
const { USER, SYSTEM } = ExecutionError_ErrorKind;

/** The ways to go wrong that a replay draws from, each as likely as the others. */
export const failures: readonly [Failure, ...Failure[]] = [
  {
    phase: ActionPhase.FAILED,
    kind: USER,
    code: "OOMKilled",
    whileRunning: true,
    event: {
      type: WARNING,
      reason: "OOMKilling",
      component: "kubelet",
      message: "Memory limit of the container reached",
    },
    message: ({ task, ranFor }) =>
      `${task} used more memory than its limit and was killed after ${seconds(ranFor)} (exit code 137)`,
  },
  {
    phase: ActionPhase.FAILED,
    kind: USER,
    code: "NonZeroExitCode",
    whileRunning: true,
    event: {
      type: WARNING,
      reason: "BackOff",
      component: "kubelet",
      message: "Container exited with code 1",
    },
    message: ({ program, ranFor }) =>
      `${program} exited with code 1 after ${seconds(ranFor)}\nstderr: error: input file is truncated, expected another block`,
  },
  {
    phase: ActionPhase.FAILED,
    kind: SYSTEM,
    code: "NodeReclaimed",
    whileRunning: true,
    event: {
      type: WARNING,
      reason: "Preempted",
      component: "node-controller",
      message: "Node is being reclaimed",
    },
    message: ({ machine, ranFor }) =>
      `${machine} was reclaimed ${seconds(ranFor)} into the attempt`,
  },
  {
    phase: ActionPhase.FAILED,
    kind: SYSTEM,
    code: "ImagePullBackOff",
    whileRunning: false,
    event: {
      type: WARNING,
      reason: "Failed",
      component: "kubelet",
      message: "Failed to pull image: registry answered 503",
    },
    message: ({ task, machine }) =>
      `the image of ${task} could not be pulled on ${machine}: the registry answered 503`,
  },
  {
    phase: ActionPhase.TIMED_OUT,
    kind: USER,
    code: "Timeout",
    whileRunning: true,
    event: {
      type: WARNING,
      reason: "DeadlineExceeded",
      component: "job-controller",
      message: "Attempt was active longer than its deadline",
    },
    message: ({ task, ranFor }) =>
      `${task} made no progress and hit its deadline after ${seconds(ranFor)}`,
  },
];

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
