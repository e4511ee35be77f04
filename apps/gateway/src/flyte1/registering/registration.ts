import type {
  LaunchPlanCreateRequest,
  TaskCreateRequest,
  WorkflowCreateRequest,
} from "@runledger/proto/flyteidl/admin";

/** Something to register: a version of a task, a workflow or a launch plan, as Flyte 1's admin takes it. */
export type Registration =
  | { readonly kind: "task"; readonly file: string; readonly request: TaskCreateRequest }
  | { readonly kind: "workflow"; readonly file: string; readonly request: WorkflowCreateRequest }
  | {
      readonly kind: "launch plan";
      readonly file: string;
      readonly request: LaunchPlanCreateRequest;
    };

/** The sorts of what is registered, each before those that refer to it. */
export const registrationKinds = ["task", "workflow", "launch plan"] as const;
