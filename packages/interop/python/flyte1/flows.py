"""Workflows of Flyte 1, as people write them. Nothing here runs them: the tests tell what became of them."""

from datetime import timedelta

from flytekit import LaunchPlan, dynamic, map_task, task, wait_for_input, workflow


@task(retries=2)
def greet(name: str) -> str:
    return f"Hello {name}"


@task
def shout(text: str) -> str:
    return text.upper()


@workflow
def greeting(name: str = "you") -> str:
    return shout(text=greet(name=name))


@workflow
def twice(name: str) -> str:
    return shout(text=greeting(name=name))


@dynamic
def each(names: list[str]) -> list[str]:
    return [greet(name=name) for name in names]


@workflow
def many(names: list[str]) -> list[str]:
    return each(names=names)


@workflow
def mapped(names: list[str]) -> list[str]:
    return map_task(greet)(name=names)


@workflow
def asked() -> str:
    return greet(name=wait_for_input("whom", timeout=timedelta(hours=1), expected_type=str))


planned = LaunchPlan.get_or_create(greeting, "flows.planned", default_inputs={"name": "Ann"})
