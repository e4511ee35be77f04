"""Calls RPCs with the clients that Flyte publishes for Python, as told on standard input, one command a line:

    {"rpc": "flyteidl2.workflow.RunService/CreateRun", "request": {}, "messages": 0}  a call; a stream is left open after so
                                                                                      many messages
    {"cancel": true}                                                                  breaks off the stream that is open

Each is answered by a line on standard output: {"code": "ok", "message": "", "messages": []}.

    call.py grpcio|connect|grpc|grpc-web HOST:PORT
"""

import asyncio
import importlib
import json
import pkgutil
import sys

import grpc
from connectrpc.errors import ConnectError
from connectrpc.protocol import ProtocolType
from google.protobuf import descriptor_pool, json_format, message_factory
from pyqwest import Client, HTTPTransport, HTTPVersion

# How long a call may take that should have been answered at once, in seconds.
PATIENCE = 60


def find_method(rpc):
    """Finds what is declared of a method, and the module that declares it."""
    service, name = rpc.split("/")
    package = importlib.import_module(service.rpartition(".")[0])
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if found.name.endswith("_pb2"):
            importlib.import_module(found.name)
    method = descriptor_pool.Default().FindServiceByName(service).methods_by_name[name]
    return method, method.containing_service.file.name.removesuffix(".proto").replace("/", ".")


class Grpcio:
    """The stubs of grpcio."""

    def __init__(self, endpoint):
        self.channel = grpc.aio.insecure_channel(endpoint)

    def method(self, declared, module):
        stubs = importlib.import_module(f"{module}_pb2_grpc")
        stub = getattr(stubs, f"{declared.containing_service.name}Stub")(self.channel)
        return getattr(stub, declared.name)


class Connect:
    """The clients of connect-python, over HTTP/2 without TLS, which streams in both directions need."""

    def __init__(self, endpoint, protocol):
        self.address = f"http://{endpoint}"
        self.protocol = protocol
        self.http = Client(HTTPTransport(http_version=HTTPVersion.HTTP2))

    def method(self, declared, module):
        clients = importlib.import_module(f"{module}_connect")
        make = getattr(clients, f"{declared.containing_service.name}Client")
        client = make(self.address, protocol=self.protocol, http_client=self.http)
        # Its methods are in snake_case.
        return next(
            getattr(client, name)
            for name in dir(client)
            if name.replace("_", "") == declared.name.lower()
        )


class Stream:
    """A call whose answer has begun and not ended: a task that takes messages, and whose end is the call's."""

    def __init__(self, answers):
        self.messages = asyncio.Queue()
        self.task = asyncio.create_task(self.take(answers))

    async def take(self, answers):
        async for message in answers:
            self.messages.put_nowait(message)
        raise EOFError("the stream has ended by itself")

    async def next(self):
        """Gives the next message, or raises what the stream has ended with."""
        waiting = asyncio.create_task(self.messages.get())
        await asyncio.wait({waiting, self.task}, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            return waiting.result()
        waiting.cancel()
        return self.task.result()

    async def cancel(self):
        """Breaks the stream off, and raises what its client is told then."""
        self.task.cancel()
        await self.task


async def requests(message):
    """Sends a message, and no end."""
    yield message
    await asyncio.Event().wait()


async def call(client, command):
    """Calls a method. Gives the messages that came, and the stream where there is one."""
    declared, module = find_method(command["rpc"])
    request = message_factory.GetMessageClass(declared.input_type)()
    json_format.ParseDict(command["request"], request)
    sent = requests(request) if declared.client_streaming else request
    answer = client.method(declared, module)(sent)
    if not declared.server_streaming:
        return [await answer], None
    stream = Stream(answer)
    return [await stream.next() for _ in range(command.get("messages", 0))], stream


async def main(protocol, endpoint):
    client = Grpcio(endpoint) if protocol == "grpcio" else Connect(endpoint, ProtocolType[protocol.upper().replace("-", "_")])
    current = None
    while line := await asyncio.to_thread(sys.stdin.readline):
        command = json.loads(line)
        code, message, messages = "ok", "", []
        try:
            async with asyncio.timeout(PATIENCE):
                if command.get("cancel"):
                    await current.cancel()
                else:
                    messages, current = await call(client, command)
        except asyncio.CancelledError:
            code = "canceled"
        except grpc.RpcError as error:
            code, message = error.code().name, error.details()
        except ConnectError as error:
            code, message = error.code.value, error.message
        except Exception as error:
            code, message = "no code", repr(error)
        shown = [json_format.MessageToDict(each) for each in messages]
        print(json.dumps({"code": code, "message": message, "messages": shown}), flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: call.py grpcio|connect|grpc|grpc-web HOST:PORT")
    asyncio.run(main(*sys.argv[1:]))
