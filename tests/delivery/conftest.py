"""A sender at a sandbox."""

from __future__ import annotations

from typing import Any

import pytest

from ledebot.sandbox.sandbox import Sandbox
from tests.delivery.world import Side


@pytest.fixture
def side(redis_client: Any, sandbox: Sandbox) -> Side:
    return Side(redis_client, sandbox, clock=sandbox.clock)
