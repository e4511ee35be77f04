// flyteidl2.workflow: the services of runs, around the canonical messages.

export * from "../gen/flyteidl2/workflow/events_proxy_service_pb.ts";
export * from "../gen/flyteidl2/workflow/internal_run_service_pb.ts";
export * from "../gen/flyteidl2/workflow/queue_service_pb.ts";
export * from "../gen/flyteidl2/workflow/run_logs_service_pb.ts";
export * from "../gen/flyteidl2/workflow/run_service_pb.ts";
export * from "../gen/flyteidl2/workflow/state_service_pb.ts";
export * from "../gen/flyteidl2/workflow/task_group_pb.ts";
export * from "../gen/flyteidl2/workflow/tracked_run_service_pb.ts";
