"""A desk on each kind of server."""

from __future__ import annotations

from typing import Any

import pytest

from tests.storage.delivery.desk import Desk


@pytest.fixture
def desk(any_redis: Any) -> Desk:
    return Desk(any_redis)
