"""One update seen as a request: who is asking, in which chat, about whose subscription, in which language.

A menu may be about another chat than the one it stands in (a channel, set up from a private chat): its callback data
then ends in `@<target>`. The router turns the request to that chat once the visitor's right to it is sure (`rights`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from telegram import Bot, CallbackQuery, Chat, ChatFullInfo, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from ledebot.bot.core.errors import InputError, RefusedError, UserError
from ledebot.bot.core.i18n import Translator, from_telegram, noop, translator
from ledebot.bot.core.time_zones import usual_zone
from ledebot.bot.delivery.outcomes import Verdict, classify
from ledebot.bot.delivery.plain import without_refused
from ledebot.bot.delivery.telegram_args import arguments
from ledebot.bot.digest.next_due import due_after
from ledebot.bot.model import FIRST_WINDOW, Button, ChatKind, Message, Schedule, Subscriber, Target
from ledebot.bot.readers.quotas import MAX_TOPICS_OF_GROUP
from ledebot.bot.text.conversion import in_script
from ledebot.handlers.base.command_names import in_message, in_text
from ledebot.handlers.base.context import Services

log = logging.getLogger(__name__)


STALE = noop("This button no longer works. /start shows where everything is.")


class NotAllowedError(UserError):
    """Someone without the right to it asked for a change; the text is in their language."""


@dataclass(slots=True)
class RequestContext:
    """An update in progress. `subscriber` is the one that menus and changes are about, stored (`known`) or fresh."""

    services: Services
    bot: Bot
    update: Update
    origin: Target
    kind: ChatKind
    subscriber: Subscriber
    known: bool
    t: Translator
    args: tuple[str, ...] = ()
    may_change: bool = False
    """Whether the router has found that the visitor may change the target's settings."""
    answered: bool = False

    # --- who ----------------------------------------------------------------------------------------

    @property
    def user_id(self) -> int:
        """Who acts; 0 for a channel or an anonymous admin."""
        user = self.update.effective_user
        return user.id if user is not None and not self.anonymous_admin else 0

    @property
    def target(self) -> Target:
        """The chat that menus and changes are about."""
        return self.subscriber.target

    @property
    def is_remote(self) -> bool:
        """Whether the menu is about another chat than the one it stands in."""
        return self.target != self.origin

    @property
    def zone(self) -> str:
        """The reader's time zone."""
        return self.subscriber.schedule.zone

    def in_script(self, text: str) -> str:
        """Write foreign text, a title or a source's name, in the Chinese script that the reader has."""
        return in_script(text, self.subscriber.script)

    @property
    def query(self) -> CallbackQuery | None:
        """The button press, if this request is one."""
        return self.update.callback_query

    @property
    def anonymous_admin(self) -> bool:
        """Whether an admin writes in the name of the chat itself, as Telegram attests."""
        message = self.update.message
        sender = message.sender_chat if message is not None else None
        return sender is not None and sender.id == self.origin.chat_id

    # --- answers ------------------------------------------------------------------------------------

    def data(self, verb: str, *parts: object) -> str:
        """Write callback data for a menu about this request's target."""
        about = f"@{self.target}" if self.is_remote else ""
        return ":".join(("ld", verb, *map(str, parts))) + about

    async def keep(self, value: dict[str, Any], **more: Any) -> str:
        """Keep what a message's buttons refer to; gives its short key. `more` goes to `StateStore.put`."""
        return await self.services.states.put(self.origin.chat_id, value, **more)

    def button(self, text: str, verb: str, *parts: object, danger: bool = False) -> Button:
        """Make a button about this request's target; `danger`: it deletes."""
        return Button(text, data=self.data(verb, *parts), danger=danger)

    async def say(self, message: Message | str, **more: Any) -> TelegramMessage:
        """Send a message to where the request came from. `more` goes to `send_message`; a `str` is HTML."""
        await self.acknowledge()
        return await self._send(self.origin, message if isinstance(message, Message) else Message(message), **more)

    async def tell(self, chat_id: int, message: Message) -> None:
        """Send a message to another chat than the one the request came from."""
        await self._send(Target(chat_id), message)

    async def deliver(self, message: Message) -> None:
        """Send a part of the target's digest to the target. Raises InputError where the bot may not write there."""
        if not self.is_remote:
            await self.say(message)
            return
        await self.acknowledge()
        try:
            await self._send(self.target, replace(message, silent=message.silent or self.subscriber.silent))
        except (BadRequest, Forbidden, ChatMigrated) as error:
            if classify(error).verdict is Verdict.CONTENT:
                raise
            name = self.subscriber.title or str(self.target)
            raise InputError(
                self.t("I may not post in {name} yet. Make me an admin who may post, then try again.", name=name)
            ) from None

    async def _send(self, target: Target, message: Message, **more: Any) -> TelegramMessage:
        """Send a message, without what Telegram refuses of it."""
        thread = target.thread_id or None
        message = in_message(message, self.services.command_names)
        while True:
            sending = {**arguments(message), "disable_notification": message.silent or None, **more}
            try:
                return await self.bot.send_message(target.chat_id, message_thread_id=thread, **sending)
            except BadRequest as error:
                if thread and classify(error).verdict is Verdict.NO_TOPIC:
                    thread = None
                    continue
                message = _lighter(message, error)

    async def show(self, message: Message) -> None:
        """Show a menu: in place of the one whose button was pressed, else as a new message."""
        query = self.query
        if query is None or query.message is None or not query.message.is_accessible:
            await self.say(message)
            return
        await self.acknowledge()  # before the edit, which may have to wait for its turn
        try:
            await self._edit(query, message)
        except BadRequest as error:
            reason = error.message.lower()
            if "not modified" in reason:
                return  # the second of two taps: the menu shows it already
            if "not found" not in reason and "can't be edited" not in reason:
                raise
            await self.say(message)

    async def _edit(self, query: CallbackQuery, message: Message) -> None:
        message = in_message(message, self.services.command_names)
        while True:
            try:
                await query.edit_message_text(**arguments(message))
            except BadRequest as error:
                message = _lighter(message, error)
            else:
                return

    async def acknowledge(self) -> None:
        """Answer a button press without a word, unless it is answered: the button stops to look busy."""
        if self.query is None or self.answered:
            return
        self.answered = True
        with suppress(TelegramError):  # it only informs
            await self.query.answer()

    async def toast(self, text: str, *, alert: bool = False, url: str | None = None) -> None:
        """Answer a button press with a short text (200 characters at most), or say it where there was no button."""
        if self.query is None or self.answered:
            await self.say(text)
            return
        self.answered = True
        try:
            shown = in_text(text, self.services.command_names)[:200]
            await self.query.answer(shown or None, show_alert=alert, url=url)
        except BadRequest as error:
            if "too old" not in error.message.lower():
                raise

    # --- changes ------------------------------------------------------------------------------------

    async def change(self, edit: Callable[[Subscriber], Subscriber]) -> Subscriber:
        """Change the target's settings in one atomic step, and its next due time with them.

        `edit` may be called more than once. Raises NotAllowedError unless the router gave the visitor that right.
        """
        if not self.may_change:
            raise NotAllowedError(self.t("Only admins of this chat can change its settings."))
        now = self.services.clock.now()
        subscribers = self.services.subscribers
        changed = await subscribers.update(
            self.target, lambda old, due: ((new := edit(old)), due_after(old, new, due, now))
        )
        if changed is None:
            if self.target.thread_id and len(await subscribers.of_chat(self.target.chat_id)) >= MAX_TOPICS_OF_GROUP:
                raise RefusedError("At most {most} topics of a group are served.", most=MAX_TOPICS_OF_GROUP)
            start = await self.services.articles.cursor_at(now - FIRST_WINDOW)
            fresh = replace(self.subscriber, joined=now, cursor=start, owner=self.user_id or None)
            changed = edit(fresh)
            await subscribers.save(changed, due_after(fresh, changed, None, now))
            if self.user_id and changed.kind is not ChatKind.PRIVATE:
                await self.services.access.connect(self.user_id, self.target)  # so that /forget finds the owner's id
        self.subscriber, self.known = changed, True
        if not self.is_remote:
            self.t = translator(changed.language)
        return changed


_EDIT_REFUSED = ("not modified", "not found", "can't be edited")


def _lighter(message: Message, error: BadRequest) -> Message:
    """Give a refused message without what was refused; raises the error again where that is not in the message."""
    refused = classify(error).verdict is Verdict.CONTENT and not any(
        why in error.message.lower() for why in _EDIT_REFUSED
    )
    lighter = without_refused(message, error.message) if refused else None
    if lighter is None:
        raise error
    log.warning("Telegram refused a part of an answer: %s", classify(error).reason)
    return lighter


def kind_of(chat: Chat | ChatFullInfo) -> ChatKind:
    """Give the model's kind of a Telegram chat."""
    if chat.type == ChatType.PRIVATE:
        return ChatKind.PRIVATE
    return ChatKind.CHANNEL if chat.type == ChatType.CHANNEL else ChatKind.GROUP


def origin_of(update: Update) -> Target:
    """Tell the chat, or forum topic, that an update came from. The General topic is the chat itself."""
    chat, message = update.effective_chat, update.effective_message
    if chat is None:
        raise ValueError("an update without a chat")
    if chat.type == ChatType.PRIVATE or not isinstance(message, TelegramMessage) or not message.is_topic_message:
        return Target(chat.id)
    return Target(chat.id, message.message_thread_id or 0)


def newcomer(target: Target, chat: Chat | ChatFullInfo, language_code: str | None) -> Subscriber:
    """Give a chat that is not stored yet its first guesses: language from Telegram, zone from the language."""
    return Subscriber(
        target=target,
        kind=kind_of(chat),
        title=chat.effective_name or "",
        language=from_telegram(language_code),
        schedule=Schedule(zone=usual_zone(language_code)),
    )


async def open_request(services: Services, bot: Bot, update: Update) -> RequestContext:
    """Load what is known of the chat that an update came from.

    Raises RefusedError for a button in a message that is in no chat of ours: a shared card has none.
    """
    chat, user = update.effective_chat, update.effective_user
    if chat is None:
        raise RefusedError(STALE)
    origin = origin_of(update)
    here = await services.subscribers.get(origin)
    language_code = user.language_code if user is not None else None
    guess = newcomer(origin, chat, language_code)
    if here is None and origin.thread_id and (parent := await services.subscribers.get(Target(chat.id))):
        # A forum topic starts out like its group, but follows nothing yet.
        schedule = replace(parent.schedule, paused_until=None)
        guess = replace(guess, language=parent.language, convert=parent.convert, schedule=schedule)
    return RequestContext(
        services=services,
        bot=bot,
        update=update,
        origin=origin,
        kind=kind_of(chat),
        subscriber=here or guess,
        known=here is not None,
        t=translator((here or guess).language),
    )
