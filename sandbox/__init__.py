"""A strict Telegram on your own machine, for trying a bot by hand and for testing it. See docs/sandbox.md.

    from ledebot.sandbox import Sandbox

    async with Sandbox(flood=False) as sandbox:
        application = ApplicationBuilder().token(sandbox.token).base_url(sandbox.base_url).build()
        ...                                         # start it as usual, polling or by webhook
        user = sandbox.user("小明", language_code="zh-hans")
        reply = await user.ask("/start")            # writes, waits for the bot's next message
        click = await user.click(reply, "订阅")      # by text, part of it, or callback data
        assert (await click.answer())["text"] == ""
        await sandbox.wait_for(user.chat_id, "每天 08:00", timeout=5)
        assert not sandbox.duplicates()

Driving: `sandbox.user(name, language_code=...)`, `.group(title, owner=, members=, forum=)`, `.channel(title, owner=)`;
`user.send/ask/click/inline/choose/share_location/send_file/block/unblock`;
`room.set_member/set_bot/add_topic/migrate`.

Asking: `sandbox.messages(chat_id)`, `.from_bot(chat_id)`, `.wait_for(...)`, `.wait_until(...)`, `.duplicates()`,
`.calls(method, chat_id)`.

Faults: `sandbox.faults.add(kind, method=, chat_id=, times=, skip=, seconds=)`, kinds in `sandbox.server.faults.KINDS`.
Time: `sandbox.clock`, an `OffsetClock` unless given. As a process of its own: `python -m ledebot.sandbox`.
"""

from ledebot.sandbox.people.handles import Room, User
from ledebot.sandbox.sandbox import Sandbox
from ledebot.sandbox.server.errors import ActionError
from ledebot.sandbox.server.flood import Rates

__all__ = ["ActionError", "Rates", "Room", "Sandbox", "User"]
