"""One update seen as a request: who is asking, in which chat, about whose subscription, in which language.

A menu may be about another chat than the one it stands in (a channel, set up from a private chat): its callback data
then ends in `@<target>`. Rights are checked on every change, whatever the button claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from telegram import Bot, CallbackQuery, Chat, ChatFullInfo, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from ledebot.bot.core.errors import UserError
from ledebot.bot.core.i18n import Translator, from_telegram, translator
from ledebot.bot.core.time_zones import usual_zone
from ledebot.bot.delivery.telegram_args import arguments
from ledebot.bot.model import Button, ChatKind, Message, Schedule, Subscriber, Target
from ledebot.handlers.base.context import Services
from ledebot.handlers.digest.next_due import due_after

_CHANNEL_NAME = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}|-100\d{5,15}")
FIRST_WINDOW = timedelta(hours=24)
"""What a newcomer's first digest reaches back to."""


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
    answered: bool = False

    # --- who ----------------------------------------------------------------------------------------

    @property
    def user_id(self) -> int:
        """Who acts; 0 for a channel or an anonymous admin."""
        user = self.update.effective_user
        return user.id if user is not None and not self._anonymous else 0

    @property
    def target(self) -> Target:
        """The chat that menus and changes are about."""
        return self.subscriber.target

    @property
    def is_remote(self) -> bool:
        """Whether the menu is about another chat than the one it stands in."""
        return self.target.chat_id != self.origin.chat_id

    @property
    def zone(self) -> str:
        """The reader's time zone."""
        return self.subscriber.schedule.zone

    @property
    def query(self) -> CallbackQuery | None:
        """The button press, if this request is one."""
        return self.update.callback_query

    @property
    def _anonymous(self) -> bool:
        message = self.update.message
        sender = message.sender_chat if message is not None else None
        return sender is not None and sender.id == self.origin.chat_id

    # --- answers ------------------------------------------------------------------------------------

    def data(self, verb: str, *parts: object) -> str:
        """Write callback data for a menu about this request's target."""
        about = f"@{self.target}" if self.is_remote else ""
        return ":".join(("ld", verb, *map(str, parts))) + about

    def button(self, text: str, verb: str, *parts: object) -> Button:
        """Make a button about this request's target."""
        return Button(text, data=self.data(verb, *parts))

    async def say(self, message: Message | str, **more: Any) -> TelegramMessage:
        """Send a message to where the request came from. `more` goes to `send_message`; a `str` is HTML."""
        content = message if isinstance(message, Message) else Message(message)
        sending = {**arguments(content), **more}
        try:
            return await self.bot.send_message(
                self.origin.chat_id, message_thread_id=self.origin.thread_id or None, **sending
            )
        except BadRequest as error:
            if not self.origin.thread_id or "thread not found" not in error.message.lower():
                raise
            return await self.bot.send_message(self.origin.chat_id, **sending)

    async def tell(self, chat_id: int, message: Message) -> None:
        """Send a message to another chat than the one the request came from."""
        await self.bot.send_message(chat_id, **arguments(message))

    async def show(self, message: Message) -> None:
        """Show a menu: in origin of the one whose button was pressed, else as a new message."""
        query = self.query
        if query is None or query.message is None or not query.message.is_accessible:
            await self.say(message)
            return
        try:
            await query.edit_message_text(**arguments(message))
        except BadRequest as error:
            reason = error.message.lower()
            if "not modified" in reason:
                return  # the second of two taps: the menu shows it already
            if "not found" not in reason and "can't be edited" not in reason:
                raise
            await self.say(message)

    async def toast(self, text: str, *, alert: bool = False, url: str | None = None) -> None:
        """Answer a button press with a short text (200 characters at most), or say it where there was no button."""
        if self.query is None:
            await self.say(text)
            return
        self.answered = True
        try:
            await self.query.answer(text[:200] or None, show_alert=alert, url=url)
        except BadRequest as error:
            if "too old" not in error.message.lower():
                raise

    # --- changes ------------------------------------------------------------------------------------

    async def change(self, edit: Callable[[Subscriber], Subscriber]) -> Subscriber:
        """Change the target's settings in one atomic step, and its next due time with them.

        `edit` may be called more than once. Raises NotAllowedError unless the visitor may change this chat.
        """
        await self.require_rights()
        now = self.services.clock.now()
        subscribers = self.services.subscribers
        changed = await subscribers.update(
            self.target, lambda old, due: ((new := edit(old)), due_after(old, new, due, now))
        )
        if changed is None:
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

    async def require_rights(self) -> None:
        """Raise NotAllowedError unless the visitor may change the target's settings; asks Telegram each time."""
        if self.target.chat_id == self.origin.chat_id and (self.kind is ChatKind.PRIVATE or self._anonymous):
            return
        if self.user_id and await may_manage(self.bot, self.target.chat_id, self.user_id):
            return
        raise NotAllowedError(self.t("Only admins of this chat can change its settings."))


async def may_manage(bot: Bot, chat_id: int, user_id: int) -> bool:
    """Tell whether a user is an admin of a group, or may post in a channel. Asks Telegram."""
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except (BadRequest, Forbidden):  # not a member, chat gone, bot removed: no right either way
        return False
    if member.status == ChatMemberStatus.OWNER:
        return True
    if member.status != ChatMemberStatus.ADMINISTRATOR:
        return False
    return getattr(member, "can_post_messages", None) is not False  # None in groups, where it does not apply


async def is_member(bot: Bot, chat_id: int, user_id: int) -> bool:
    """Tell whether a user reads a chat. Asks Telegram."""
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except (BadRequest, Forbidden):
        return False
    return member.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


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


async def open_request(services: Services, bot: Bot, update: Update, args: tuple[str, ...] = ()) -> RequestContext:
    """Load what is known of the chat that an update came from, and of the chat its button is about."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None:
        raise ValueError("an update without a chat")
    origin = origin_of(update)
    target = origin
    if update.callback_query is not None:
        args, target = _parse_data(update.callback_query.data or "", origin)
    here = await services.subscribers.get(origin)
    language_code = user.language_code if user is not None else None
    guess = newcomer(origin, chat, language_code)
    if here is None and origin.thread_id and (parent := await services.subscribers.get(Target(chat.id))):
        # A forum topic starts out like its group, but follows nothing yet.
        guess = replace(guess, language=parent.language, schedule=replace(parent.schedule, paused_until=None))
    request = RequestContext(
        services=services,
        bot=bot,
        update=update,
        origin=origin,
        kind=kind_of(chat),
        subscriber=here or guess,
        known=here is not None,
        t=translator((here or guess).language),
        args=args,
    )
    if target != origin:
        await turn_to(request, target)
    return request


async def turn_to(request: RequestContext, target: Target) -> None:
    """Make a request be about another chat's subscription. Raises NotAllowedError if that is not connected."""
    found = await request.services.subscribers.get(target)
    if found is None:
        raise NotAllowedError(request.t("That chat is not connected any more. /connect shows those that are."))
    request.subscriber, request.known = found, True


async def addressed(request: RequestContext) -> None:
    """Let a private command be about a connected channel: `/schedule @channel 20:00`.

    Raises NotAllowedError if there is no such channel here, or it is not the visitor's to change.
    """
    if request.kind is not ChatKind.PRIVATE or not request.args or not _CHANNEL_NAME.fullmatch(request.args[0]):
        return
    name = request.args[0]
    try:
        chat_id = (await request.bot.get_chat(name)).id if name.startswith("@") else int(name)
    except (BadRequest, Forbidden):
        chat_id = 0
    await turn_to(request, Target(chat_id))
    await request.require_rights()
    request.args = request.args[1:]


def _parse_data(data: str, origin: Target) -> tuple[tuple[str, ...], Target]:
    """Split `ld:verb:arg...[@target]`; an unreadable target counts as none, and rights are checked later anyway."""
    body, _, about = data.partition("@")
    try:
        target = Target.parse(about) if about else origin
    except ValueError:
        target = origin
    return tuple(body.split(":")[2:]), target
