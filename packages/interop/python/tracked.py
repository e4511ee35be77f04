"""A workflow as people write it, run on this machine and reported: nested tasks, a group, a trace, a retry, a failure."""

import flyte

environment = flyte.TaskEnvironment(name="interop")
failures = []


@flyte.trace
async def note(text: str) -> str:
    return text.upper()


@environment.task
async def square(x: int) -> int:
    return x * x


@environment.task(retries=2)
async def unsteady(x: int) -> int:
    if len(failures) < 1:
        failures.append(x)
        raise RuntimeError("not yet")
    return x


@environment.task
async def main(n: int = 3) -> int:
    total = 0
    with flyte.group("squares"):
        for each in range(n):
            total += await square(each)
    await note("squared")
    return total + await unsteady(1)


@environment.task
async def broken(n: int = 1) -> int:
    raise ValueError("this is the user's mistake")
