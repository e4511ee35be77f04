"""Watches a run through flyte-sdk, whatever becomes of the gateway meanwhile, and tells each phase: follow.py HOST:PORT RUN"""

import asyncio
import sys

import flyte
from flyte.models import ActionPhase
from flyte.remote import Run

endpoint, name = sys.argv[1:]
flyte.init(endpoint=endpoint, insecure=True, project="interop", domain="development")


async def follow():
    run = await Run.get.aio(name)
    async for details in run.watch():
        print(ActionPhase(details.phase).value, flush=True)


asyncio.run(follow())
