"""A stop ends in time though something hangs that nobody can break off."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

SCRIPT = """
import asyncio, time
from ledebot.bot.cli import run

run.STOP_WITHIN = 0.2

async def serve():
    stop = run.stop_signal()
    print("running", flush=True)
    await stop.wait()
    {hang}

asyncio.run(serve())
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "hang", ["await asyncio.to_thread(time.sleep, 600)", "time.sleep(600)"], ids=["thread", "loop"]
)
def test_what_hangs_is_not_waited_for(hang: str) -> None:
    command = [sys.executable, "-c", SCRIPT.format(hang=hang)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "running\n"
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 1
    assert said == "the stop took longer than 0 s; ending without waiting for what hangs\n"
