"""What Flyte 1's engine tells of an execution: events over AdminService, as flytepropeller sends them."""

from datetime import datetime, timezone

import grpc
from flyteidl.admin import event_pb2 as admin
from flyteidl.admin import signal_pb2
from flyteidl.core import execution_pb2 as execution
from flyteidl.core import identifier_pb2 as identifier
from flyteidl.core import types_pb2
from flyteidl.event import event_pb2 as event
from flyteidl.service import admin_pb2_grpc, signal_pb2_grpc
from google.protobuf.timestamp_pb2 import Timestamp

WORKFLOW = execution.WorkflowExecution.Phase
NODE = execution.NodeExecution.Phase
TASK = execution.TaskExecution.Phase


def now():
    at = Timestamp()
    at.FromDatetime(datetime.now(timezone.utc))
    return at


class Engine:
    """Tells what becomes of one execution."""

    def __init__(self, endpoint, run):
        """:param run: the execution's identifier, flytekit's or the protocol's"""
        self.run = identifier.WorkflowExecutionIdentifier(project=run.project, domain=run.domain, name=run.name)
        self.channel = grpc.insecure_channel(endpoint)
        self.signals = signal_pb2_grpc.SignalServiceStub(self.channel)
        self.admin = admin_pb2_grpc.AdminServiceStub(self.channel)

    def workflow(self, phase, **more):
        sent = event.WorkflowExecutionEvent(
            execution_id=self.run,
            phase=WORKFLOW.Value(phase),
            occurred_at=now(),
            producer_id="engine",
            **more,
        )
        self.admin.CreateWorkflowEvent(admin.WorkflowExecutionEventRequest(event=sent), timeout=30)

    def node_id(self, node):
        return identifier.NodeExecutionIdentifier(execution_id=self.run, node_id=node)

    def node(self, node, phase, **more):
        sent = event.NodeExecutionEvent(
            id=self.node_id(node),
            phase=NODE.Value(phase),
            occurred_at=now(),
            producer_id="engine",
            **{"spec_node_id": node, **more},
        )
        self.admin.CreateNodeEvent(admin.NodeExecutionEventRequest(event=sent), timeout=30)

    def task(self, node, task, phase, attempt=0, **more):
        sent = event.TaskExecutionEvent(
            task_id=task,
            parent_node_execution_id=self.node_id(node),
            retry_attempt=attempt,
            phase=TASK.Value(phase),
            occurred_at=now(),
            producer_id="engine",
            **more,
        )
        self.admin.CreateTaskEvent(admin.TaskExecutionEventRequest(event=sent), timeout=30)

    def ask(self, signal):
        """Waits for a text, as an engine does before a gate."""
        sent = signal_pb2.SignalGetOrCreateRequest(
            id=identifier.SignalIdentifier(signal_id=signal, execution_id=self.run),
            type=types_pb2.LiteralType(simple=types_pb2.STRING),
        )
        self.signals.GetOrCreateSignal(sent, timeout=30)
