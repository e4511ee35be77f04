"""What flytekit's FlyteRemote makes of a gateway, while an engine tells of its executions. RUNLEDGER_ENDPOINT names the gateway."""

import json
import os
import pathlib
import tempfile
import threading
import unittest
import urllib.request
from datetime import timedelta

import flows
from engine import Engine
from flyteidl.core import execution_pb2, literals_pb2
from flyteidl.event import event_pb2
from flytekit.core.options import Options
from flytekit.configuration import Config, ImageConfig, SerializationSettings
from flytekit.models.common import Annotations, Labels
from flytekit.models.core.execution import NodeExecutionPhase, TaskExecutionPhase, WorkflowExecutionPhase
from flytekit.models.execution import ExecutionMetadata, ExecutionSpec
from flytekit.models.filters import Equal
from flytekit.models.literals import Literal, LiteralMap
from flytekit.remote import FlyteRemote

ENDPOINT = os.environ["RUNLEDGER_ENDPOINT"]
PLACE = {"project": "flytesnacks", "domain": "development"}
SETTINGS = SerializationSettings(image_config=ImageConfig.auto(img_name="example.com/image:v1"), version="v1", **PLACE)
SOON = timedelta(milliseconds=50)
LONG = timedelta(seconds=50)
# Phases that flytekit has no word for.
RECOVERED = execution_pb2.NodeExecution.RECOVERED
RETRYABLE_FAILED = execution_pb2.TaskExecution.RETRYABLE_FAILED


def text(value):
    return literals_pb2.Literal(scalar=literals_pb2.Scalar(primitive=literals_pb2.Primitive(string_value=value)))


def flyte_text(value):
    return Literal.from_flyte_idl(text(value))


def number(value):
    return literals_pb2.Literal(scalar=literals_pb2.Scalar(primitive=literals_pb2.Primitive(integer=value)))


def outputs(value):
    return literals_pb2.LiteralMap(literals={"o0": text(value)})


def failure(message):
    return execution_pb2.ExecutionError(code="USER:Broken", message=message, kind=execution_pb2.ExecutionError.USER)


def work(engine, node, task, result, **given):
    """Tells of a node that succeeds at its first attempt."""
    inputs = literals_pb2.LiteralMap(literals={name: text(value) for name, value in given.items()})
    engine.node(node, "RUNNING", input_data=inputs)
    engine.task(node, task, "RUNNING")
    engine.task(node, task, "SUCCEEDED", output_data=outputs(result))
    engine.node(node, "SUCCEEDED", output_data=outputs(result))


def report(run, action, phase, **more):
    """Reports over GraphQL, as an engine of another kind does."""
    event = {"id": {"run": {**PLACE, "name": run}, "name": action}, "attempt": 1, "phase": phase, **more}
    query = (
        "mutation ($reports: [ReportInput!]!)"
        " { reportEvents(input: {reports: $reports}) { results { outcome message } } }"
    )
    body = json.dumps({"query": query, "variables": {"reports": [{"event": event}]}}).encode()
    sent = urllib.request.Request(f"http://{ENDPOINT}/graphql", body, {"content-type": "application/json"})
    with urllib.request.urlopen(sent, timeout=30) as answer:
        [result] = json.load(answer)["data"]["reportEvents"]["results"]
    if result["outcome"] != "MOVED":
        raise AssertionError(result)


class Remote(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.remote = FlyteRemote(
            Config.for_endpoint(ENDPOINT, insecure=True),
            default_project=PLACE["project"],
            default_domain=PLACE["domain"],
        )
        for flow in (flows.greeting, flows.twice, flows.many, flows.mapped, flows.asked):
            cls.remote.register_workflow(flow, SETTINGS)
        cls.remote.register_launch_plan(flows.planned, version="v1", serialization_settings=SETTINGS)
        cls.tasks = {
            name: cls.remote.fetch_task(name=f"flows.{name}", version="v1").id.to_flyte_idl()
            for name in ("greet", "shout", "each")
        }

    def execute(self, plan, **inputs):
        return self.remote.execute(self.remote.fetch_launch_plan(name=plan, version="v1"), inputs=inputs)

    def tell(self, execution):
        engine = Engine(ENDPOINT, execution.id)
        self.addCleanup(engine.channel.close)
        return engine

    def meanwhile(self, events):
        """Tells of an execution while the test goes on, and fails where that fails."""
        failed = []

        def run():
            try:
                events()
            except Exception as error:
                failed.append(error)

        thread = threading.Thread(target=run)
        thread.start()

        def end():
            thread.join()
            self.assertEqual(failed, [])

        self.addCleanup(end)

    def await_it(self, execution):
        return self.remote.wait(execution, timeout=LONG, poll_interval=SOON)

    def test_a_launch_plan_is_executed_and_awaited_while_its_nodes_are_told_of(self):
        execution = self.execute("flows.greeting", name="Ann")
        engine = self.tell(execution)

        def events():
            engine.workflow("RUNNING")
            work(engine, "n0", self.tasks["greet"], "Hello Ann", name="Ann")
            work(engine, "n1", self.tasks["shout"], "HELLO ANN")
            engine.workflow("SUCCEEDED", output_data=outputs("HELLO ANN"))

        self.meanwhile(events)
        done = self.await_it(execution)
        self.assertTrue(done.is_successful)
        self.assertEqual(done.inputs["name"], "Ann")
        self.assertEqual(done.outputs["o0"], "HELLO ANN")
        self.assertLessEqual({"n0", "n1"}, set(done.node_executions))
        node = done.node_executions["n0"]
        self.assertEqual(node.closure.phase, NodeExecutionPhase.SUCCEEDED)
        self.assertEqual((node.inputs["name"], node.outputs["o0"]), ("Ann", "Hello Ann"))
        [attempt] = node.task_executions
        self.assertEqual(attempt.closure.phase, TaskExecutionPhase.SUCCEEDED)
        self.assertEqual(attempt.outputs["o0"], "Hello Ann")

    def test_a_launch_plan_fills_in_its_defaults_and_a_name_taken_is_the_same_execution(self):
        options = Options(labels=Labels({"team": "shop"}), annotations=Annotations({"why": "a test"}))
        plan = self.remote.fetch_launch_plan(name="flows.planned")
        execution = self.remote.execute(plan, execution_name="filled", options=options, tags=["nightly"])
        again = self.remote.execute(plan, execution_name="filled")
        self.assertEqual(again.id, execution.id)
        fetched = self.remote.fetch_execution(name="filled")
        self.assertEqual(fetched.inputs["name"], "Ann")
        self.assertEqual(fetched.spec.launch_plan.name, "flows.planned")
        self.assertEqual(fetched.spec.labels.values, {"team": "shop"})
        self.assertEqual(fetched.spec.annotations.values, {"why": "a test"})
        self.assertEqual(fetched.closure.phase, WorkflowExecutionPhase.QUEUED)

    def test_inputs_that_do_not_fit_are_refused_by_name(self):
        plan = self.remote.fetch_launch_plan(name="flows.greeting", version="v1")
        with self.assertRaisesRegex(Exception, "name"):
            self.remote.client.create_execution(
                *PLACE.values(),
                "refused",
                ExecutionSpec(plan.id, ExecutionMetadata(ExecutionMetadata.ExecutionMode.MANUAL, "", 0)),
                LiteralMap.from_flyte_idl(literals_pb2.LiteralMap(literals={"name": number(1)})),
            )

    def test_a_task_is_executed_by_itself_and_its_attempts_are_told_apart(self):
        task = self.remote.fetch_task(name="flows.greet", version="v1")
        execution = self.remote.execute(task, inputs={"name": "Bob"})
        engine = self.tell(execution)
        [node] = self.nodes(execution)
        self.meanwhile(lambda: self.fail_once(engine, node.id.node_id))
        done = self.await_it(execution)
        self.assertEqual(done.outputs["o0"], "Hello Bob")
        [node] = done.node_executions.values()
        phases = {each.id.retry_attempt: each.closure.phase for each in node.task_executions}
        self.assertEqual(phases, {0: RETRYABLE_FAILED, 1: TaskExecutionPhase.SUCCEEDED})
        failed = next(each for each in node.task_executions if each.id.retry_attempt == 0)
        self.assertEqual(failed.closure.error.message, "not yet")

    def nodes(self, execution):
        listed, _ = self.remote.client.list_node_executions(execution.id, limit=100)
        return listed

    def fail_once(self, engine, node):
        greet = self.tasks["greet"]
        engine.workflow("RUNNING")
        engine.node(node, "RUNNING")
        engine.task(node, greet, "RUNNING")
        engine.task(node, greet, "FAILED", error=failure("not yet"))
        engine.task(node, greet, "RUNNING", attempt=1)
        engine.task(node, greet, "SUCCEEDED", attempt=1, output_data=outputs("Hello Bob"))
        engine.node(node, "SUCCEEDED", output_data=outputs("Hello Bob"))
        engine.workflow("SUCCEEDED", output_data=outputs("Hello Bob"))

    def test_an_error_has_its_message_at_each_level(self):
        execution = self.execute("flows.greeting", name="Ann")
        engine = self.tell(execution)

        def events():
            engine.workflow("RUNNING")
            engine.node("n0", "RUNNING")
            engine.task("n0", self.tasks["greet"], "RUNNING")
            engine.task("n0", self.tasks["greet"], "FAILED", error=failure("no such name"))
            engine.node("n0", "FAILED", error=failure("no such name"))
            engine.workflow("FAILING", error=failure("no such name"))
            engine.workflow("FAILED", error=failure("n0: no such name"))

        self.meanwhile(events)
        done = self.await_it(execution)
        self.assertFalse(done.is_successful)
        self.assertEqual(done.error.message, "n0: no such name")
        with self.assertRaisesRegex(Exception, "n0: no such name"):
            _ = done.outputs
        node = done.node_executions["n0"]
        self.assertEqual(node.closure.error.message, "no such name")
        self.assertEqual(node.task_executions[0].error.message, "no such name")

    def test_a_workflow_within_a_workflow_is_synced_with_its_own_nodes(self):
        execution = self.execute("flows.twice", name="Ann")
        engine = self.tell(execution)
        within = {"parent_node_metadata": event_pb2.ParentNodeExecutionMetadata(node_id="n0")}
        inner = [("n0-0-n0", "n0", "greet", "Hello Ann"), ("n0-0-n1", "n1", "shout", "HELLO ANN")]
        engine.workflow("RUNNING")
        engine.node("n0", "RUNNING", is_parent=True)
        for node, spec, task, result in inner:
            engine.node(node, "RUNNING", spec_node_id=spec, **within)
            engine.task(node, self.tasks[task], "RUNNING")
            engine.task(node, self.tasks[task], "SUCCEEDED", output_data=outputs(result))
            engine.node(node, "SUCCEEDED", spec_node_id=spec, output_data=outputs(result), **within)
        engine.node("n0", "SUCCEEDED", is_parent=True, output_data=outputs("HELLO ANN"))
        work(engine, "n1", self.tasks["shout"], "HELLO ANN")
        engine.workflow("SUCCEEDED", output_data=outputs("HELLO ANN"))
        done = self.remote.sync_execution(self.remote.fetch_execution(name=execution.id.name), sync_nodes=True)
        nested = done.node_executions["n0"].subworkflow_node_executions
        self.assertEqual({node: each.outputs["o0"] for node, each in nested.items()}, {i[0]: i[3] for i in inner})
        self.assertEqual(done.node_executions["n0"].outputs["o0"], "HELLO ANN")
        self.assertEqual(set(done.node_executions) & {i[0] for i in inner}, set())

    def test_a_termination_has_its_cause_and_a_second_one_is_refused(self):
        execution = self.execute("flows.greeting", name="Ann")
        engine = self.tell(execution)
        engine.workflow("RUNNING")
        engine.node("n0", "RUNNING")
        self.remote.terminate(execution, "it takes too long")
        done = self.await_it(execution)
        self.assertEqual(done.closure.phase, WorkflowExecutionPhase.ABORTED)
        self.assertEqual(done.closure.abort_metadata.cause, "it takes too long")
        self.assertEqual(done.node_executions["n0"].closure.phase, NodeExecutionPhase.ABORTED)
        with self.assertRaisesRegex(Exception, "terminal|ended"):
            self.remote.terminate(execution, "once more")

    def test_a_recovery_keeps_what_has_succeeded_and_does_the_rest_anew(self):
        first = self.execute("flows.greeting", name="Ann")
        engine = self.tell(first)
        engine.workflow("RUNNING")
        work(engine, "n0", self.tasks["greet"], "Hello Ann", name="Ann")
        engine.node("n1", "RUNNING")
        engine.node("n1", "FAILED", error=failure("no paper"))
        engine.workflow("FAILED", error=failure("no paper"))
        second = self.remote.fetch_execution(name=self.remote.client.recover_execution(first.id).name)
        self.assertNotEqual(second.id.name, first.id.name)
        engine = self.tell(second)

        def events():
            engine.workflow("RUNNING")
            work(engine, "n1", self.tasks["shout"], "HELLO ANN")
            engine.workflow("SUCCEEDED", output_data=outputs("HELLO ANN"))

        self.meanwhile(events)
        done = self.await_it(second)
        self.assertEqual(done.inputs["name"], "Ann")
        self.assertEqual(done.outputs["o0"], "HELLO ANN")
        phases = {name: node.closure.phase for name, node in done.node_executions.items()}
        self.assertEqual(phases["n0"], RECOVERED)
        self.assertEqual(phases["n1"], NodeExecutionPhase.SUCCEEDED)
        data = self.remote.client.get_node_execution_data(done.node_executions["n0"].id)
        self.assertEqual(data.full_outputs.literals["o0"].scalar.primitive.string_value, "Hello Ann")
        relaunched = self.remote.client.relaunch_execution(first.id)
        self.assertEqual(self.remote.fetch_execution(name=relaunched.name).inputs["name"], "Ann")

    def test_executions_are_listed_and_filtered(self):
        for name in ("listed-a", "listed-b"):
            self.remote.execute(self.remote.fetch_launch_plan(name="flows.greeting"), execution_name=name)
        self.remote.terminate(self.remote.fetch_execution(name="listed-a"), "for the test")

        def names(**query):
            listed = self.remote.recent_executions(**PLACE, **query)
            return [each.id.name for each in listed if each.id.name.startswith("listed-")]

        self.assertEqual(names(limit=100), ["listed-b", "listed-a"])
        self.assertEqual(names(filters=[Equal("phase", "ABORTED")]), ["listed-a"])
        self.assertEqual([each.id for each in self.remote.list_tasks_by_version("v1", limit=1)][0].version, "v1")
        self.assertIn("flytesnacks", [each.id for each in self.remote.list_projects()])
        self.assertEqual([each.id for each in self.remote.get_domains()], ["development", "staging", "production"])

    def test_a_signal_is_listed_and_given(self):
        execution = self.execute("flows.asked")
        engine = self.tell(execution)
        engine.workflow("RUNNING")
        engine.node("n0", "RUNNING")
        engine.ask("whom")
        [signal] = self.remote.list_signals(execution.id.name)
        self.assertEqual(signal.id.signal_id, "whom")
        with self.assertRaisesRegex(Exception, "whom|string"):
            self.remote.set_signal("whom", execution.id.name, 7)
        self.remote.set_signal("whom", execution.id.name, "Ann")
        [signal] = self.remote.list_signals(execution.id.name)
        self.assertEqual(signal.value.scalar.primitive.string_value, "Ann")

    def test_a_file_goes_up_and_data_comes_down(self):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write("some text")
            file.flush()
            digest, address = self.remote.upload_file(pathlib.Path(file.name))
        self.assertEqual(len(digest), 16)
        self.assertIn("://", address)
        execution = self.execute("flows.greeting", name="Ann")
        engine = self.tell(execution)
        work(engine, "n0", self.tasks["greet"], "Hello Ann", name="Ann")
        place = "/".join([*PLACE.values(), execution.id.name])
        self.assertEqual(self.remote.get(f"flyte://v1/{place}/n0/o").literals["o0"], flyte_text("Hello Ann"))
        self.assertEqual(self.remote.get(f"flyte://v1/{place}/n0/i/name"), flyte_text("Ann"))

    def test_what_another_surface_has_recorded_is_fetched(self):
        report("elsewhere", "a0", "RUNNING")
        report("elsewhere", "a0", "FAILED", error={"message": "out of memory", "kind": "SYSTEM", "code": "OOM"})
        listed = self.remote.recent_executions(**PLACE, filters=[Equal("name", "elsewhere")])
        self.assertEqual([each.id.name for each in listed], ["elsewhere"])
        done = self.remote.sync_execution(self.remote.fetch_execution(name="elsewhere"), sync_nodes=True)
        self.assertEqual(done.error.message, "out of memory")
        [node] = done.node_executions.values()
        self.assertEqual(node.task_executions[0].error.message, "out of memory")


if __name__ == "__main__":
    unittest.main()
