"""Every store there is, found in the code, with arguments for each of its methods made from their annotations."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import ledebot
from ledebot.bot.core.clock import Clock, ManualClock
from ledebot.bot.delivery.rate_limits import RateLimits
from ledebot.bot.model import Message
from ledebot.storage.base.client import Client

NOW = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)
BENEATH = {"Calls", "Line", "Scripts"}
"""What stores are made of: these give what Redis says as it is."""

Call = Callable[[], Awaitable[Any]]


def stores(redis: Client) -> Iterator[Any]:
    """Make one of every store, connected to that client."""
    root = Path(str(ledebot.__file__)).parent / "storage"
    for path in sorted(root.resolve().rglob("*.py")):
        name = ".".join(("ledebot.storage", *path.relative_to(root.resolve()).with_suffix("").parts))
        for kind in vars(import_module(name)).values():
            own = inspect.isclass(kind) and kind.__module__ == name and kind.__name__ not in BENEATH
            if own and "redis" in inspect.signature(kind.__init__).parameters:
                yield _make(kind, redis)


def _make(kind: Any, redis: Client) -> Any:
    hints = get_type_hints(kind.__init__)
    needed = {name for name, one in inspect.signature(kind).parameters.items() if one.default is one.empty}
    return kind(redis=redis, **{name: sample(hints[name]) for name in needed - {"redis"}})


def calls(redis: Client) -> Iterator[tuple[str, Call]]:
    """Give every public method of every store, ready to be called."""
    for store in stores(redis):
        for name, method in inspect.getmembers(store, inspect.iscoroutinefunction):
            if not name.startswith("_"):
                yield f"{type(store).__name__}.{name}", _ready(method)


def _ready(method: Any) -> Call:
    hints = get_type_hints(method)
    given = inspect.signature(method).parameters.values()
    many = [sample(hints[one.name]) for one in given if one.kind is one.VAR_POSITIONAL]
    plain = [one for one in given if one.kind is not one.VAR_POSITIONAL]
    needed = {one.name for one in plain if one.default is one.empty or one.name in ("cursor", "key")}
    return partial(method, *many, **{name: sample(hints[name]) for name in needed})


def sample(kind: Any) -> Any:
    """Make a value of a type."""
    known: dict[Any, Any] = {
        str: "1",
        int: 1,
        float: 0.1,
        bool: True,
        datetime: NOW,
        Clock: ManualClock(NOW),
        RateLimits: RateLimits(),
        Any: {},
        Message: Message("水位"),
    }
    if kind in known:
        return known[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return sample(next(one for one in inner if one is not type(None)))
    if origin is not None and issubclass(origin, Callable):  # type: ignore[arg-type]  # the abstract class itself
        return lambda *given: given if len(given) > 1 else given[0]
    if origin is not None and issubclass(origin, Mapping):
        return {"update_id": 1} if Any in inner else {sample(inner[0]): sample(inner[1])}
    if origin is not None and issubclass(origin, Iterable):
        return (sample(inner[0]),)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        needed = [one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING]
        return kind(**{name: sample(hints[name]) for name in needed})  # type: ignore[operator]  # it is a class
    raise TypeError(f"say in tests/storage/stores.py what a {kind} looks like")
