"""A task to deploy. Its image is never pulled: nothing runs it, its runs are driven by reports."""

import flyte

environment = flyte.TaskEnvironment(name="deployed", image="python:3.11")


@environment.task
async def square(x: int = 2) -> int:
    return x * x
