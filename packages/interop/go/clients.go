package main

import (
	"connectrpc.com/connect"
	"google.golang.org/grpc"

	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/actions"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/actions/actionsconnect"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/auth"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/auth/authconnect"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/cluster"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/cluster/clusterconnect"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/dataproxy"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/dataproxy/dataproxyconnect"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/project"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/project/projectconnect"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/secret"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/secret/secretconnect"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/task"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/task/taskconnect"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/trigger"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/trigger/triggerconnect"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/workflow"
	"github.com/runledger/runledger/packages/interop/go/gen/flyteidl2/workflow/workflowconnect"
)

// connectClients gives connect-go's client of each service, by the service's full name.
func connectClients(http connect.HTTPClient, url string, options ...connect.ClientOption) map[string]any {
	return map[string]any{
		"flyteidl2.actions.ActionsService":      actionsconnect.NewActionsServiceClient(http, url, options...),
		"flyteidl2.auth.AuthMetadataService":    authconnect.NewAuthMetadataServiceClient(http, url, options...),
		"flyteidl2.auth.IdentityService":        authconnect.NewIdentityServiceClient(http, url, options...),
		"flyteidl2.cluster.ClusterService":      clusterconnect.NewClusterServiceClient(http, url, options...),
		"flyteidl2.dataproxy.DataProxyService":  dataproxyconnect.NewDataProxyServiceClient(http, url, options...),
		"flyteidl2.project.ProjectService":      projectconnect.NewProjectServiceClient(http, url, options...),
		"flyteidl2.secret.SecretService":        secretconnect.NewSecretServiceClient(http, url, options...),
		"flyteidl2.task.TaskService":            taskconnect.NewTaskServiceClient(http, url, options...),
		"flyteidl2.trigger.TriggerService":      triggerconnect.NewTriggerServiceClient(http, url, options...),
		"flyteidl2.workflow.EventsProxyService": workflowconnect.NewEventsProxyServiceClient(http, url, options...),
		"flyteidl2.workflow.InternalRunService": workflowconnect.NewInternalRunServiceClient(http, url, options...),
		"flyteidl2.workflow.QueueService":       workflowconnect.NewQueueServiceClient(http, url, options...),
		"flyteidl2.workflow.RunLogsService":     workflowconnect.NewRunLogsServiceClient(http, url, options...),
		"flyteidl2.workflow.RunService":         workflowconnect.NewRunServiceClient(http, url, options...),
		"flyteidl2.workflow.StateService":       workflowconnect.NewStateServiceClient(http, url, options...),
		"flyteidl2.workflow.TrackedRunService":  workflowconnect.NewTrackedRunServiceClient(http, url, options...),
	}
}

// grpcClients gives grpc-go's client of each service, by the service's full name.
func grpcClients(connection grpc.ClientConnInterface) map[string]any {
	return map[string]any{
		"flyteidl2.actions.ActionsService":      actions.NewActionsServiceClient(connection),
		"flyteidl2.auth.AuthMetadataService":    auth.NewAuthMetadataServiceClient(connection),
		"flyteidl2.auth.IdentityService":        auth.NewIdentityServiceClient(connection),
		"flyteidl2.cluster.ClusterService":      cluster.NewClusterServiceClient(connection),
		"flyteidl2.dataproxy.DataProxyService":  dataproxy.NewDataProxyServiceClient(connection),
		"flyteidl2.project.ProjectService":      project.NewProjectServiceClient(connection),
		"flyteidl2.secret.SecretService":        secret.NewSecretServiceClient(connection),
		"flyteidl2.task.TaskService":            task.NewTaskServiceClient(connection),
		"flyteidl2.trigger.TriggerService":      trigger.NewTriggerServiceClient(connection),
		"flyteidl2.workflow.EventsProxyService": workflow.NewEventsProxyServiceClient(connection),
		"flyteidl2.workflow.InternalRunService": workflow.NewInternalRunServiceClient(connection),
		"flyteidl2.workflow.QueueService":       workflow.NewQueueServiceClient(connection),
		"flyteidl2.workflow.RunLogsService":     workflow.NewRunLogsServiceClient(connection),
		"flyteidl2.workflow.RunService":         workflow.NewRunServiceClient(connection),
		"flyteidl2.workflow.StateService":       workflow.NewStateServiceClient(connection),
		"flyteidl2.workflow.TrackedRunService":  workflow.NewTrackedRunServiceClient(connection),
	}
}
