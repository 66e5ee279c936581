"""The sandbox from both sides: python-telegram-bot, unmodified, and the people who use it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackContext,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
)

from ledebot.sandbox import ActionError, Sandbox

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
AnyContext = CallbackContext[Any, Any, Any, Any]


async def _start(update: Update, context: AnyContext) -> None:
    assert update.message
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("下一页", callback_data="page:2")]])
    await update.message.reply_html("<b>你好</b>，看 https://example.org", reply_markup=keyboard)


async def _page(update: Update, context: AnyContext) -> None:
    assert update.callback_query
    await update.callback_query.answer("翻到第二页")
    await update.callback_query.edit_message_text("第二页")


async def _inline(update: Update, context: AnyContext) -> None:
    assert update.inline_query
    content = InputTextMessageContent(f"<i>{update.inline_query.query}</i>", parse_mode="HTML")
    await update.inline_query.answer([InlineQueryResultArticle("1", "标题", content)])


@pytest.fixture
async def application(sandbox: Sandbox) -> AsyncIterator[AnyApplication]:
    application: AnyApplication = ApplicationBuilder().token(sandbox.token).base_url(sandbox.base_url).build()
    application.add_handler(CommandHandler("start", _start))
    application.add_handler(CallbackQueryHandler(_page))
    application.add_handler(InlineQueryHandler(_inline))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling()
        yield application
        await application.updater.stop()
        await application.stop()


@pytest.mark.usefixtures("application")
async def test_a_conversation(sandbox: Sandbox) -> None:
    user = sandbox.user("小明")
    reply = await user.ask("/start")
    assert reply["text"] == "你好，看 https://example.org"
    assert [(e["type"], e["offset"], e["length"]) for e in reply["entities"]] == [("bold", 0, 2), ("url", 5, 19)]
    click = await user.click(reply, "下一")
    assert (await click.answer())["text"] == "翻到第二页"
    edited = await sandbox.wait_for(user.chat_id, "第二页")
    assert edited["message_id"] == reply["message_id"]
    assert "reply_markup" not in edited
    assert not sandbox.duplicates()


@pytest.mark.usefixtures("application")
async def test_inline_mode(sandbox: Sandbox) -> None:
    user = sandbox.user("小明")
    offer = await user.inline("央行")
    assert offer.results[0]["title"] == "标题"
    message = await user.choose(offer)
    assert message["text"] == "央行"
    assert message["via_bot"]["username"] == "ledebot_bot"
    assert message["entities"] == [{"type": "italic", "offset": 0, "length": 2}]


async def test_commands_are_set(sandbox: Sandbox, application: AnyApplication) -> None:
    assert await application.bot.set_my_commands([BotCommand("start", "开始")])
    assert [c.command for c in await application.bot.get_my_commands()] == ["start"]


async def test_a_button_that_is_not_there(sandbox: Sandbox, application: AnyApplication) -> None:
    user = sandbox.user()
    reply = await user.ask("/start")
    with pytest.raises(ActionError, match="下一页"):
        await user.click(reply, "上一页")
