"""Many Socket.IO clients in one process, which note when each message came.

    python -m benchmarks.fanout_clients PORT HOST COUNT

Reads the session cookie from the first line of standard input, connects, writes "ready",
listens until standard input ends, then writes what it heard as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import defaultdict

import aiohttp

from scripts.local.ports import LOOPBACK

AT_ONCE = 20
PATH = "/socket.io/?EIO=4&transport=websocket"


class Ears:
    """What all clients of this process heard: id of what changed -> moments."""

    def __init__(self) -> None:
        self.heard: defaultdict[str, list[float]] = defaultdict(list)
        self.lost = 0

    async def listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Every message until the connection ends; pings are answered."""
        async for message in socket:
            moment = time.time()
            text = str(message.data)
            if text == "2":
                await socket.send_str("3")
            elif text.startswith("42"):
                _, change = json.loads(text[2:])
                self.heard[change["id"]].append(moment)
        self.lost += 1


async def connect(
    session: aiohttp.ClientSession, url: str, headers: dict[str, str], gate: asyncio.Semaphore
) -> aiohttp.ClientWebSocketResponse:
    """A connection that the server has admitted."""
    async with gate:
        socket = await session.ws_connect(url, headers=headers)
        await socket.receive_str()
        await socket.send_str("40")
        answer = await socket.receive_str()
        if not answer.startswith("40{"):
            raise RuntimeError(f"The server refused a connection: {answer}")
        return socket


async def listen(port: str, host: str, count: int) -> None:
    """All clients listened until standard input ended."""
    loop = asyncio.get_running_loop()
    cookie = (await loop.run_in_executor(None, sys.stdin.readline)).strip()
    headers = {"Host": host, "Cookie": cookie}
    gate, ears = asyncio.Semaphore(AT_ONCE), Ears()
    url = f"http://{LOOPBACK}:{port}{PATH}"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        connecting = (connect(session, url, headers, gate) for _ in range(count))
        sockets = await asyncio.gather(*connecting)
        tasks = [asyncio.create_task(ears.listen(socket)) for socket in sockets]
        print("ready", flush=True)
        await loop.run_in_executor(None, sys.stdin.read)
        lost = ears.lost
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    print(json.dumps({"heard": ears.heard, "lost": lost}), flush=True)


if __name__ == "__main__":
    asyncio.run(listen(sys.argv[1], sys.argv[2], int(sys.argv[3])))
