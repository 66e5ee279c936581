"""How many sendMessage calls the sandbox takes, so that it is never the bottleneck of another measurement.

A raw generator (one socket a connection, no HTTP library) sends HTML messages of a digest's make to the sandbox with
its rates off, and to a bare aiohttp server that answers every request with the same bytes: the baseline, what HTTP
alone costs in this Python. Then one chat is filled and the page's calls on it are timed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import selectors
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import web

GOAL = 3000
CONNECTIONS = 16
CHATS = 1000
ANSWER = b'{"ok":true,"result":{"message_id":1,"date":0,"chat":{"id":1,"type":"private"},"text":"x"}}'


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sandbox", description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000, help="messages a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--chat", type=int, default=100_000, help="messages of the long chat")
    parser.add_argument("--quick", action="store_true", help="2,000 messages, 3 rounds, a chat of 10,000")
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        asyncio.run(_serve_bare())
        return 0
    if options.quick:
        options.messages, options.rounds, options.chat = 2000, 3, 10_000
    print(f"{'server':<22} {'calls/s':>8} {'calls per CPU-s':>16} {'ratio':>6}")
    rates: list[float] = []
    for name, command in (
        ("bare aiohttp", ["benchmarks.sandbox", "--bare"]),
        ("sandbox, sendMessage", ["ledebot.sandbox", "--no-flood", "--light"]),
    ):
        with _server(command) as (process, ready):
            rate, per_cpu = _measure(process.pid, ready, options.messages, options.rounds)
        rates.append(rate)
        cpu = f"{per_cpu:,.0f}" if per_cpu else "-"
        print(f"{name:<22} {rate:>8,.0f} {cpu:>16} {rate / rates[0]:>6.2f}")
    print(f"goal {GOAL:,}/s: {'met' if rates[-1] >= GOAL else 'missed'}\n")
    _long_chat(options.chat)
    return 0


# --- servers -----------------------------------------------------------------------------------------


@contextmanager
def _server(command: list[str]) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    process = subprocess.Popen([sys.executable, "-m", *command], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield process, json.loads(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


async def _serve_bare() -> None:
    async def answer(request: web.BaseRequest) -> web.Response:
        await request.read()
        return web.Response(body=ANSWER, content_type="application/json")

    runner = web.ServerRunner(web.Server(answer, access_log=None), handle_signals=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ready = {"api_url": f"http://127.0.0.1:{runner.addresses[0][1]}", "token": "1:a"}
    print(json.dumps(ready), flush=True)
    await asyncio.Event().wait()


def _control(ready: dict[str, str], path: str, **body: object) -> dict[str, int]:
    request = urllib.request.Request(f"{ready['api_url']}/control/{path}", data=json.dumps(body).encode())
    with urllib.request.urlopen(request) as response:
        found: dict[str, int] = json.load(response)
    return found


# --- load --------------------------------------------------------------------------------------------


def _measure(pid: int, ready: dict[str, str], messages: int, rounds: int) -> tuple[float, float]:
    """Give the medians over rounds: calls per second, calls per second of the server's CPU (0: unknown)."""
    first = 1
    if ready["token"] != "1:a":
        first = _control(ready, "users", count=CHATS)["first_id"]
    rates, cpu_rates = [], []
    for number in range(rounds + 1):
        requests = [_request(ready, first + at % CHATS, number * messages + at) for at in range(messages)]
        cpu, seconds = _cpu(pid), _send(int(ready["api_url"].rpartition(":")[2]), requests)
        used = _cpu(pid) - cpu
        if number:  # the first round warms up
            rates.append(messages / seconds)
            cpu_rates.append(messages / used if used else 0.0)
    return statistics.median(rates), statistics.median(cpu_rates)


def _request(ready: dict[str, str], chat_id: int, number: int) -> bytes:
    text = f'<b>晨报 第{number}期</b>\n央行下调存款准备金率 <a href="https://news.example.org/{number}">全文</a>'
    body = urlencode({"chat_id": chat_id, "text": text, "parse_mode": "HTML"})
    head = (
        f"POST /bot{ready['token']}/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:{ready['api_url'].rpartition(':')[2]}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def _send(port: int, requests: list[bytes]) -> float:
    """Send all requests over a few connections, one in flight on each; gives the seconds."""
    left = iter(requests)
    done = 0
    with selectors.DefaultSelector() as selector:
        started = time.perf_counter()
        for _ in range(CONNECTIONS):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(next(left))
            selector.register(connection, selectors.EVENT_READ)
        while done < len(requests):
            for key, _ in selector.select():
                assert isinstance(key.fileobj, socket.socket)
                assert b'"ok":true' in key.fileobj.recv(65536), "a call failed"
                done += 1
                following = next(left, None)
                if following is not None:
                    key.fileobj.sendall(following)
        seconds = time.perf_counter() - started
        for key in list(selector.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()
    return seconds


def _cpu(pid: int) -> float:
    """Tell the CPU seconds that a process has used; 0 where there is no /proc."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# --- one long chat -----------------------------------------------------------------------------------


def _long_chat(messages: int) -> None:
    with _server(["ledebot.sandbox", "--no-flood"]) as (_, ready):
        chat = _control(ready, "users", count=1)["first_id"]
        port = int(ready["api_url"].rpartition(":")[2])
        seconds = _send(port, [_request(ready, chat, number) for number in range(messages)])
        print(f"a chat of {messages:,} messages, filled in {seconds:.0f} s; the page's calls on it, median ms:")
        page = f"{ready['api_url']}/page"
        for name, url in (
            ("state", f"{page}/state"),
            ("newest 100", f"{page}/chats/{chat}/messages?user={chat}"),
            ("100 in the middle", f"{page}/chats/{chat}/messages?user={chat}&before={messages // 2}"),
            ("oldest 100", f"{page}/chats/{chat}/messages?user={chat}&before=101"),
        ):
            print(f"  {name:<20} {statistics.median(_timed(url) for _ in range(9)) * 1000:>7.1f}")


def _timed(url: str) -> float:
    started = time.perf_counter()
    with urllib.request.urlopen(url) as response:
        response.read()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
