// flyteidl2.task: deployed tasks, inputs and outputs.

export * from "../gen/flyteidl2/task/common_pb.ts";
export * from "../gen/flyteidl2/task/task_definition_pb.ts";
export * from "../gen/flyteidl2/task/task_service_pb.ts";
