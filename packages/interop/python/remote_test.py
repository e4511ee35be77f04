"""What flyte-sdk's remote objects show of runs that another surface has recorded. RUNLEDGER_ENDPOINT names the gateway."""

import asyncio
import json
import os
import threading
import unittest
import urllib.request
from datetime import datetime, timedelta, timezone

import flyte
from flyte.models import ActionPhase
from flyte.remote import Action, Condition, Project, Run, TimeFilter

ENDPOINT = os.environ["RUNLEDGER_ENDPOINT"]
PLACE = {"project": "interop", "domain": "development"}


def graphql(query, **variables):
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(
        f"http://{ENDPOINT}/graphql", body, {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        answer = json.load(response)
    if answer.get("errors"):
        raise AssertionError(answer["errors"])
    return answer["data"]


def report(run, action, phase, attempt=1, declaration=None, **more):
    event = {"id": {"run": {**PLACE, "name": run}, "name": action}, "attempt": attempt, "phase": phase, **more}
    sent = {"event": event, **({"declaration": declaration} if declaration else {})}
    data = graphql(
        "mutation ($reports: [ReportInput!]!)"
        " { reportEvents(input: {reports: $reports}) { results { outcome message } } }",
        reports=[sent],
    )
    [result] = data["reportEvents"]["results"]
    if result["outcome"] not in ("MOVED", "UPDATED", "LATE", "DUPLICATE"):
        raise AssertionError(result)


def call(method, **request):
    """Calls an RPC as Connect has it, in JSON: what an engine would tell."""
    url = f"http://{ENDPOINT}/flyteidl2.{method}"
    sent = urllib.request.Request(url, json.dumps(request).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(sent, timeout=30) as response:
        return json.load(response)


def declare(run, labels=None):
    graphql(
        "mutation ($input: CreateRunInput!) { createRun(input: $input) { __typename } }",
        input={**PLACE, "name": run, "labels": [{"key": k, "value": v} for k, v in (labels or {}).items()]},
    )


def pause(run, name, type_name):
    """Declares a condition that waits for a value."""
    condition = {"name": name, "type": {"simple": type_name}}
    action = {"run": {**PLACE, "name": run}, "name": name}
    answer = call("workflow.InternalRunService/RecordAction", actionId=action, parent="a0", condition=condition)
    if answer.get("status", {}).get("code", 0) != 0:
        raise AssertionError(answer)


class Remote(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        flyte.init(endpoint=ENDPOINT, insecure=True, **PLACE)

    def test_a_run_is_got_with_its_actions(self):
        report("got", "a0", "RUNNING")
        report("got", "child", "RUNNING", declaration={"metadata": {"parent": "a0", "group": "g"}})
        report("got", "child", "SUCCEEDED")
        run = Run.get("got")
        self.assertEqual((run.name, ActionPhase(run.phase)), ("got", ActionPhase.RUNNING))
        actions = {each.name: each for each in Action.listall(for_run_name="got")}
        self.assertEqual(set(actions), {"a0", "child"})
        self.assertEqual(ActionPhase(actions["child"].phase), ActionPhase.SUCCEEDED)
        self.assertEqual(actions["child"].parent_name, "a0")
        self.assertEqual(Action.get(run_name="got", name="child").name, "child")

    def test_runs_are_listed_by_what_the_sdk_offers(self):
        for name, team in (("listed-a", "x"), ("listed-b", "y")):
            declare(name, {"team": team})
        report("listed-b", "a0", "RUNNING")
        report("listed-b", "a0", "FAILED", error={"message": "no", "kind": "USER"})

        def names(**query):
            return [run.name for run in Run.listall(**query) if run.name.startswith("listed-")]

        self.assertEqual(names(in_phase=("failed",)), ["listed-b"])
        self.assertEqual(names(in_phase=("queued", "failed"), sort_by=("created_at", "desc")), ["listed-b", "listed-a"])
        self.assertEqual(names(with_labels={"team": "x"}), ["listed-a"])
        self.assertEqual(names(with_label_keys=["team"]), ["listed-a", "listed-b"])
        self.assertEqual(names(created_by_subject="nobody"), [])
        self.assertEqual(names(task_name="none"), [])
        hour = timedelta(hours=1)
        now = datetime.now(timezone.utc)
        self.assertEqual(len(names(created_at=TimeFilter(after=now - hour))), 2)
        self.assertEqual(names(created_at=TimeFilter(after=now + hour)), [])
        self.assertEqual(names(updated_at=TimeFilter(before=now - hour)), [])

    def test_runs_are_listed_by_their_task_and_by_what_waits_in_them(self):
        task = {**PLACE, "name": "module.job", "version": "v7"}
        call("task.TaskService/DeployTask", taskId=task, spec={"shortName": "job"})
        call("workflow.RunService/CreateRun", runId={**PLACE, "name": "of-task"}, taskId=task)
        report("waits", "a0", "RUNNING")
        pause("waits", "gate", "BOOLEAN")

        def names(**query):
            return {run.name for run in Run.listall(**query)}

        self.assertEqual(names(task_name="module.job"), {"of-task"})
        self.assertEqual(names(task_name="module.job", task_version="v7"), {"of-task"})
        self.assertEqual(names(task_name="module.job", task_version="v8"), set())
        paused = names(paused_actions_only=True)
        self.assertIn("waits", paused)
        self.assertNotIn("of-task", paused)
        self.assertEqual(names(project="elsewhere", domain="development"), set())

    def test_actions_are_listed_by_phase_and_parent(self):
        report("tree", "a0", "RUNNING")
        for name, parent, phase in (("b", "a0", "SUCCEEDED"), ("c", "b", "RUNNING"), ("d", "b", "SUCCEEDED")):
            report("tree", name, phase, declaration={"metadata": {"parent": parent}})

        def names(**query):
            return [action.name for action in Action.listall(for_run_name="tree", **query)]

        self.assertEqual(set(names(parent_name="b")), {"c", "d"})
        self.assertEqual(set(names(in_phase=("succeeded",))), {"b", "d"})
        self.assertEqual(names(in_phase=("succeeded",), parent_name="b"), ["d"])
        listed = names(sort_by=("created_at", "desc"))
        self.assertEqual(sorted(listed), ["a0", "b", "c", "d"])

    def test_a_condition_is_found_and_signalled_with_each_type_of_value(self):
        report("asks", "a0", "RUNNING")
        values = {"BOOLEAN": True, "INTEGER": 7, "FLOAT": 2.5, "STRING": "yes"}
        for type_name, value in values.items():
            gate = f"gate-{type_name.lower()}"
            pause("asks", gate, type_name)
            condition = Condition.get(gate, run_name="asks", action_name="a0")
            self.assertEqual(condition.expected_type, type(value))
            with self.assertRaises(Exception):
                condition.signal(b"no value" if isinstance(value, str) else "no value")
            condition.signal(value)
            action = Action.get(run_name="asks", name=gate)
            self.assertEqual(ActionPhase(action.phase), ActionPhase.SUCCEEDED)
        self.assertEqual(len(list(Condition.listall(run_name="asks"))), len(values))
        self.assertIsNone(Condition.get("none", run_name="asks"))
        tree = graphql(
            "query ($run: RunIdentifierInput!) { run(run: $run) { actions(first: 9) { nodes { name phase } } } }",
            run={**PLACE, "name": "asks"},
        )
        phases = {node["name"]: node["phase"] for node in tree["run"]["actions"]["nodes"]}
        self.assertEqual(phases.pop("a0"), "RUNNING")
        self.assertEqual(set(phases.values()), {"SUCCEEDED"})

    def test_logs_that_lie_here_are_read_to_their_end(self):
        text = b"first\nlast"
        place = call(
            "dataproxy.DataProxyService/CreateUploadLocation",
            **PLACE,
            filename="stdout",
            filenameRoot="logs/logged",
        )
        urllib.request.urlopen(urllib.request.Request(place["signedUrl"], text, method="PUT"), timeout=30).close()
        report("logged", "a0", "RUNNING", logInfo=[{"name": "main", "uri": place["nativeUrl"]}])
        report("logged", "a0", "SUCCEEDED")
        lines = [line.strip() for line in Action.get(run_name="logged", name="a0").get_logs()]
        self.assertEqual(lines, ["first", "last"])

    def test_a_watch_tells_each_phase_until_the_last(self):
        report("watched", "a0", "QUEUED")
        phases = []

        async def watch():
            run = await Run.get.aio("watched")
            async for details in run.watch():
                phases.append(ActionPhase(details.phase))
                if len(phases) == 1:
                    report("watched", "a0", "RUNNING")
                elif details.is_running:
                    report("watched", "a0", "SUCCEEDED")

        asyncio.run(watch())
        self.assertEqual(phases[0], ActionPhase.QUEUED)
        self.assertEqual(phases[-1], ActionPhase.SUCCEEDED)

    def test_a_wait_ends_with_the_run(self):
        report("waited", "a0", "RUNNING")
        run = Run.get("waited")
        later = threading.Timer(1, report, ("waited", "a0", "SUCCEEDED"))
        later.start()
        run.wait(quiet=True)
        later.join()
        self.assertEqual(ActionPhase(Run.get("waited").phase), ActionPhase.SUCCEEDED)

    def test_details_tell_the_error_and_whose_it_was(self):
        report("detailed", "a0", "RUNNING")
        report("detailed", "a0", "FAILED", error={"message": "out of memory", "kind": "SYSTEM", "code": "OOM"})
        details = Run.get("detailed").details()
        self.assertTrue(details.done())
        self.assertIn("out of memory", details.action_details.error_info.message)
        self.assertEqual(details.action_details.attempts, 1)

    def test_an_abort_is_seen_by_everybody(self):
        report("aborted", "a0", "RUNNING")
        report("aborted", "child", "RUNNING", declaration={"metadata": {"parent": "a0"}})
        Run.get("aborted").abort("for the test")
        details = Run.get("aborted").details()
        self.assertEqual(ActionPhase(Run.get("aborted").phase), ActionPhase.ABORTED)
        self.assertIn("for the test", details.action_details.abort_info.reason)
        child = Action.get(run_name="aborted", name="child")
        self.assertEqual(ActionPhase(child.phase), ActionPhase.ABORTED)

    def test_an_action_is_aborted_alone(self):
        report("partly", "a0", "RUNNING")
        report("partly", "child", "RUNNING", declaration={"metadata": {"parent": "a0"}})
        Action.get(run_name="partly", name="child").abort("for the test")
        self.assertEqual(ActionPhase(Action.get(run_name="partly", name="child").phase), ActionPhase.ABORTED)
        self.assertEqual(ActionPhase(Run.get("partly").phase), ActionPhase.RUNNING)

    def test_projects_are_there_with_their_first_run(self):
        report("project", "a0", "RUNNING")
        self.assertIn("interop", [project.pb2.id for project in Project.listall()])


if __name__ == "__main__":
    unittest.main()
