"""A WAMP client of Debian's python3-autobahn: two sessions at two routers, which print what they see, one line each."""

import asyncio
import json
import sys

from autobahn.asyncio.websocket import WampWebSocketClientFactory
from autobahn.asyncio.wamp import ApplicationSession
from autobahn.wamp import types
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.serializer import JsonSerializer, MsgPackSerializer


class Session(ApplicationSession):
    """Joins the realm and tells who waits for it."""

    def __init__(self, ticket, joined):
        super().__init__(types.ComponentConfig(realm="mesh"))
        self.ticket = ticket
        self.joined = joined

    def onConnect(self):
        methods = ["ticket"] if self.ticket else ["anonymous"]
        self.join("mesh", methods, authid="pilot" if self.ticket else None)

    def onChallenge(self, challenge):
        return self.ticket

    def onJoin(self, details):
        self.details = details
        self.joined.set_result(self)

    def onLeave(self, details):
        if not self.joined.done():
            self.joined.set_exception(RuntimeError(details.reason))
        self.disconnect()


async def connect(url, serializer, ticket=None):
    loop = asyncio.get_running_loop()
    joined = loop.create_future()
    factory = WampWebSocketClientFactory(lambda: Session(ticket, joined), url=url, serializers=[serializer()])
    await loop.create_connection(factory, factory.host, factory.port)
    return await asyncio.wait_for(joined, 20)


def say(key, value):
    print(key, json.dumps(value, sort_keys=True, default=lambda item: item.hex()), flush=True)


async def failure(awaited):
    try:
        await awaited
        return "no error"
    except ApplicationError as error:
        return [error.error, list(error.args)]


async def topics(near, far):
    got = asyncio.Queue()

    def on(name):
        def handler(*args, details=None, **kwargs):
            got.put_nowait([name, list(args), kwargs, details.topic])
        return handler

    sees = types.SubscribeOptions(details=True)
    await far.subscribe(on("exact"), "com.example.position", options=sees)
    prefix = await far.subscribe(on("prefix"), "com.exam", options=types.SubscribeOptions(match="prefix", details=True))
    await far.subscribe(on("wildcard"), "com..position", options=types.SubscribeOptions(match="wildcard", details=True))
    publication = await near.publish(
        "com.example.position", 51, 7.5, b"\x00\xff", "\u00fc", name="drone", options=types.PublishOptions(acknowledge=True))
    say("events", sorted([await asyncio.wait_for(got.get(), 20) for _ in range(3)], key=lambda event: event[0]))
    say("acknowledged", publication.id > 0)
    await prefix.unsubscribe()
    near.publish("com.example.position", -1)
    say("after", sorted([(await asyncio.wait_for(got.get(), 20))[0] for _ in range(2)]))

    own = asyncio.Queue()
    await near.subscribe(own.put_nowait, "com.example.own")
    near.publish("com.example.own", "excluded")
    near.publish("com.example.own", "included", options=types.PublishOptions(exclude_me=False))
    say("own", await asyncio.wait_for(own.get(), 20))
    say("bad topic", (await failure(near.publish("mesh.mine", options=types.PublishOptions(acknowledge=True))))[0])


async def procedures(near, far):
    async def echo(*args, **kwargs):
        return types.CallResult(*args, **kwargs)

    async def count(limit, details=None):
        for number in range(limit):
            details.progress(number)
        return "done"

    def fail():
        raise ApplicationError("com.example.no_battery", "empty", level=3)

    interrupted = asyncio.get_running_loop().create_future()

    async def sleep():
        try:
            await asyncio.sleep(600)
        except asyncio.CancelledError:
            interrupted.set_result("interrupted")
            raise

    details = types.RegisterOptions(details_arg="details")
    registration = await far.register(echo, "com.example.echo")
    await far.register(count, "com.example.count", options=details)
    await far.register(fail, "com.example.fail")
    await far.register(sleep, "com.example.sleep")
    result = await near.call("com.example.echo", 1, 2 ** 40, [True, None], b"\x01", text="\u00fc")
    say("echo", [list(result.results), result.kwresults])
    progress = []
    say("count", [await near.call("com.example.count", 5, options=types.CallOptions(on_progress=progress.append)), progress])
    say("fail", await failure(near.call("com.example.fail")))
    say("missing", (await failure(near.call("com.example.missing")))[0])
    say("timeout", (await failure(near.call("com.example.sleep", options=types.CallOptions(timeout=50))))[0])
    say("interrupt", await asyncio.wait_for(interrupted, 20))
    say("twice", (await failure(far.register(echo, "com.example.echo")))[0])
    await registration.unregister()
    say("withdrawn", (await failure(near.call("com.example.echo")))[0])
    say("node", (await near.call("mesh.status"))["name"])


async def main(near_url, far_url, kind, ticket):
    serializer = {"json": JsonSerializer, "msgpack": MsgPackSerializer}[kind]
    if ticket == "wrong":
        try:
            await connect(near_url, serializer, ticket)
        except RuntimeError as refusal:
            say("refused", str(refusal))
        return
    near = await connect(near_url, serializer, ticket)
    far = await connect(far_url, serializer, ticket)
    say("joined", [near.details.authrole, near.details.authmethod])
    await topics(near, far)
    await procedures(near, far)
    near.leave()
    far.leave()
    say("bye", True)


asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4] if len(sys.argv) > 4 else None))
