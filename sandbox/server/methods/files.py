"""Downloading files."""

from __future__ import annotations

from ledebot.sandbox.server.api import BotApi, method
from ledebot.sandbox.server.arguments import Arguments
from ledebot.sandbox.server.errors import Json, bad
from ledebot.sandbox.server.files import DOWNLOAD_BYTES


@method("getFile")
def get_file(api: BotApi, args: Arguments) -> Json:
    """Tell where a file can be downloaded: `/file/bot<token>/<file_path>`."""
    if not args.has("file_id"):
        raise bad("file_id is empty")
    stored = api.files.by_id.get(args.text("file_id"))
    if stored is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > DOWNLOAD_BYTES:
        raise bad("file is too big")
    return {**stored.json(), "file_path": stored.path}


@method("getUserProfilePhotos")
def get_user_profile_photos(api: BotApi, args: Arguments) -> Json:
    """Nobody here has a photo."""
    if args.integer("user_id") not in api.world.people:
        raise bad("user not found")
    return {"total_count": 0, "photos": []}
