"""Tells the inputs and outputs of a run as flyte-sdk reads them, and whether it has ended: data.py HOST:PORT RUN"""

import json
import sys

import flyte
from flyte.remote import Run

endpoint, name = sys.argv[1:]
flyte.init(endpoint=endpoint, insecure=True, project="interop", domain="development")
run = Run.get(name)
print(json.dumps({"inputs": dict(run.inputs()), "outputs": list(run.outputs()), "done": run.details().done()}))
