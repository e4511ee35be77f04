// flyteidl.admin: what Flyte 1's services take and give, around the canonical messages.

export * from "../gen/flyteidl/admin/cluster_assignment_pb.ts";
export * from "../gen/flyteidl/admin/common_pb.ts";
export * from "../gen/flyteidl/admin/description_entity_pb.ts";
export * from "../gen/flyteidl/admin/event_pb.ts";
export * from "../gen/flyteidl/admin/execution_pb.ts";
export * from "../gen/flyteidl/admin/launch_plan_pb.ts";
export * from "../gen/flyteidl/admin/matchable_resource_pb.ts";
export * from "../gen/flyteidl/admin/node_execution_pb.ts";
export * from "../gen/flyteidl/admin/project_pb.ts";
export * from "../gen/flyteidl/admin/project_attributes_pb.ts";
export * from "../gen/flyteidl/admin/project_domain_attributes_pb.ts";
export * from "../gen/flyteidl/admin/schedule_pb.ts";
export * from "../gen/flyteidl/admin/signal_pb.ts";
export * from "../gen/flyteidl/admin/task_pb.ts";
export * from "../gen/flyteidl/admin/task_execution_pb.ts";
export * from "../gen/flyteidl/admin/version_pb.ts";
export * from "../gen/flyteidl/admin/workflow_pb.ts";
export * from "../gen/flyteidl/admin/workflow_attributes_pb.ts";
