"""A small bot that shows everything a page must be able to show."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.constants import ChatAction
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackContext,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

AnyContext = CallbackContext[Any, Any, Any, Any]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]

LONG = "港口昨天恢复作业，首批货轮已经靠岸。" * 14
FORMATTED = (
    "<b>粗体</b> <i>斜体</i> <u>下划线</u> <s>删除线</s> <code>x &lt; y</code> <tg-spoiler>谜底</tg-spoiler> 👍🏽 "
    '<a href="https://news.example.org/harbour">港口恢复作业</a>\n'
    "<blockquote>一句引用</blockquote>\n"
    f"<blockquote expandable>{LONG}</blockquote>\n"
    '<pre><code class="language-python">print("你好")</code></pre>\n'
    "&lt;img src=x onerror=alert(1)&gt;"
)
# One pixel: what matters is that the page gets it from the sandbox and shows it.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def _keys(page: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton("上一页", callback_data=f"page:{page - 1}"),
                InlineKeyboardButton("下一页", callback_data=f"page:{page + 1}"),
            ],
            [
                InlineKeyboardButton("说明", callback_data="alert"),
                InlineKeyboardButton("网站", url="https://example.org/about"),
                InlineKeyboardButton("分享", switch_inline_query="港口"),
                InlineKeyboardButton("就在这里", switch_inline_query_current_chat="港口"),
            ],
        ]
    )


async def _start(update: Update, context: AnyContext) -> None:
    assert update.message
    await update.message.chat.send_action(ChatAction.TYPING)
    words = f"你好！参数：{context.args[0]}" if context.args else "你好！我是示例机器人。"
    await update.message.reply_html(words, reply_markup=_keys(1))


async def _button(update: Update, context: AnyContext) -> None:
    query = update.callback_query
    assert query
    assert query.data
    if query.data == "alert":
        await query.answer("按一下就翻页。", show_alert=True)
        return
    page = int(query.data.partition(":")[2])
    await query.answer(f"翻到第 {page} 页")
    await query.edit_message_text(f"第 {page} 页", reply_markup=_keys(page))


async def _formatted(update: Update, context: AnyContext) -> None:
    assert update.message
    preview = LinkPreviewOptions(url="https://news.example.org/harbour", prefer_large_media=True, show_above_text=True)
    await update.message.reply_html(FORMATTED, link_preview_options=preview)


async def _keyboard(update: Update, context: AnyContext) -> None:
    assert update.message
    rows = [[KeyboardButton("发送我的位置", request_location=True)], [KeyboardButton("上海"), KeyboardButton("伦敦")]]
    await update.message.reply_text("你在哪里？", reply_markup=ReplyKeyboardMarkup(rows, resize_keyboard=True))


async def _files(update: Update, context: AnyContext) -> None:
    assert update.message
    await update.message.reply_photo(PIXEL, caption="一个像素")
    await update.message.reply_document("词,次\n港口,3\n".encode(), filename="词频.csv")


async def _link(update: Update, context: AnyContext) -> None:
    assert update.message
    await update.message.reply_text(f"开始：https://t.me/{context.bot.username}?start=from_link")


async def _place(update: Update, context: AnyContext) -> None:
    assert update.message
    assert update.message.location
    words = f"纬度 {update.message.location.latitude:.2f}"
    await update.message.reply_text(words, reply_markup=ReplyKeyboardRemove())


async def _echo(update: Update, context: AnyContext) -> None:
    assert update.effective_message
    await update.effective_message.reply_text(f"收到：{update.effective_message.text}")


async def _inline(update: Update, context: AnyContext) -> None:
    query = update.inline_query
    assert query
    results = [
        InlineQueryResultArticle(
            str(number), f"{query.query} 第 {number} 条", InputTextMessageContent(f"{query.query}：新闻 {number}"),
            description="港口日报 · 07:42",
        )
        for number in range(1, 4)
    ]  # fmt: skip
    await query.answer(results, cache_time=0, button=InlineQueryResultsButton("打开机器人", start_parameter="inline"))


@asynccontextmanager
async def running(token: str, base_url: str) -> AsyncIterator[AnyApplication]:
    """Run the bot against a sandbox."""
    application: AnyApplication = ApplicationBuilder().token(token).base_url(base_url).build()
    application.add_handler(CommandHandler("start", _start))
    application.add_handler(CommandHandler("formatted", _formatted))
    application.add_handler(CommandHandler("keyboard", _keyboard))
    application.add_handler(CommandHandler("files", _files))
    application.add_handler(CommandHandler("link", _link))
    application.add_handler(CallbackQueryHandler(_button))
    application.add_handler(InlineQueryHandler(_inline))
    application.add_handler(MessageHandler(filters.LOCATION, _place))
    application.add_handler(MessageHandler(filters.TEXT & filters.ChatType.PRIVATE, _echo))
    async with application:
        await application.bot.set_my_description("我把一天的新闻理成一份摘要。")
        await application.bot.set_my_commands(
            [
                BotCommand("start", "开始"),
                BotCommand("formatted", "所有格式"),
                BotCommand("files", "图片和文件"),
                BotCommand("keyboard", "问你在哪里"),
            ]
        )
        await application.start()
        assert application.updater
        await application.updater.start_polling()
        yield application
        await application.updater.stop()
        await application.stop()
