"""What flyte-sdk's remote objects show of runs that another surface has recorded. RUNLEDGER_ENDPOINT names the gateway."""

import json
import os
import threading
import unittest
import urllib.request
from datetime import datetime, timedelta, timezone

import flyte
from flyte.models import ActionPhase
from flyte.remote import Action, Project, Run, TimeFilter

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


def declare(run, labels=None):
    graphql(
        "mutation ($input: CreateRunInput!) { createRun(input: $input) { __typename } }",
        input={**PLACE, "name": run, "labels": [{"key": k, "value": v} for k, v in (labels or {}).items()]},
    )


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
