"""Lua scripts as they lie beside the stores that run them, in a folder `lua/`.

A script never spells a key or a number of ours: names in capitals are constants, which a prelude gives it.
"""

from __future__ import annotations

import json
from importlib.resources import files


def read(package: str, name: str) -> str:
    """Give the text of `lua/NAME.lua` in a package."""
    return files(package).joinpath("lua", f"{name}.lua").read_text("utf-8")


def prelude(**constants: str | float) -> str:
    """Write constants as Lua locals, in one line each."""
    return "".join(f"local {name} = {json.dumps(value)}\n" for name, value in constants.items())


def in_steps(body: str, *, before: str = "", after: str = "") -> str:
    """Make a script that does the same for each of many sets of arguments.

    `body` is a Lua function's: it finds its own set in ARGV and returns its answer, never nil. `before` and `after`
    run once, around all of them.
    """
    return f"""
{before}
local function step(ARGV)
{body}
end
local width, out = tonumber(ARGV[1]), {{}}
for at = 2, #ARGV, width do out[#out + 1] = step({{unpack(ARGV, at, at + width - 1)}}) end
{after}
return out
"""
