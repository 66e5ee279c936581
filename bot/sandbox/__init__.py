"""A strict Telegram on your own machine, for trying a bot by hand and for testing it. See docs/sandbox.md.

    from bot.sandbox import Sandbox

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

Faults: `sandbox.faults.add(kind, method=, chat_id=, times=, skip=, seconds=)`, kinds in `bot.sandbox.faults.KINDS`.
Time: `sandbox.clock`, an `OffsetClock` unless given. As a process of its own: `python -m bot.sandbox`.
"""

from bot.sandbox.actions import ActionError
from bot.sandbox.flood import Rates
from bot.sandbox.people import Room, User
from bot.sandbox.sandbox import Sandbox

__all__ = ["ActionError", "Rates", "Room", "Sandbox", "User"]
