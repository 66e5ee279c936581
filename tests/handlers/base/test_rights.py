"""Whose right each route is: all rows of the table, tried by those who have none, and by those who have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from ledebot.bot.delivery.telegram_args import arguments
from ledebot.bot.model import Button, Message, Section
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, Trigger
from ledebot.handlers.register import OWN_ROUTES, ROUTES
from ledebot.sandbox.people.handles import Room, User
from tests.handlers.conftest import Desk, Json, story
from tests.handlers.readers.test_mydata import everything

STALE = "no longer works"
REFUSALS = {
    None: STALE,
    Who.MEMBER: "Only members",
    Who.ADMIN: "Only admins",
    Who.OPERATOR: "Only the operator",
}
ARGUMENTS = ("", ":1", ":+:0700", ":mute:1")
"""Rests of callback data that mean something to one verb or another."""


@dataclass
class Scene:
    """A channel and a group that follow something, and people who may not change them."""

    desk: Desk
    owner: User
    channel: Room
    group: Room

    def stranger(self) -> User:
        return self.desk.sandbox.user("路人", language_code="en")

    def member(self) -> User:
        member = self.desk.sandbox.user("读者", language_code="en")
        for room in (self.channel, self.group):
            room.set_member(member, "member")
        return member

    def former_admin(self) -> User:
        admin = self.member()
        for room in (self.channel, self.group):
            room.set_member(admin, "administrator", {"can_post_messages": True} if room is self.channel else None)
            room.set_member(admin, "member")
        return admin


PEOPLE: tuple[Callable[[Scene], User], ...] = (Scene.stranger, Scene.member, Scene.former_admin)


@pytest.fixture
async def scene(desk: Desk) -> Scene:
    await desk.news(story(1), story(2, "体育"))
    owner = desk.sandbox.user("站长", language_code="en")
    channel = desk.sandbox.channel("晨报", owner=owner, username="morning_news")
    group = await desk.group(owner=owner)
    await owner.ask("/connect @morning_news")
    await desk.say(owner, "/subscribe @morning_news 财经")
    await owner.ask("/subscribe@ledebot_bot 财经", chat=group)
    return Scene(desk, owner, channel, group)


def of(trigger: Trigger) -> list[Route]:
    return [route for route in (*ROUTES, *OWN_ROUTES) if route.trigger is trigger]


def test_every_row_is_named_once_and_what_may_be_about_another_chat_is_its_admins() -> None:
    rows = [(route.trigger, route.name) for route in (*ROUTES, *OWN_ROUTES)]
    assert len(rows) == len(set(rows))
    abroad = {route.abroad for route in ROUTES if route.trigger is not Trigger.LINK}
    assert abroad == {None, Who.ADMIN}
    assert all(route.who is not None or route.abroad is not None for route in ROUTES)


@pytest.mark.slow
@pytest.mark.parametrize("person", PEOPLE)
async def test_a_forged_target_gives_nothing_and_moves_nothing(scene: Scene, person: Callable[[Scene], User]) -> None:
    desk, wrong = scene.desk, []
    held = [len(desk.sandbox.from_bot(room.id)) for room in (scene.channel, scene.group)]
    for route in of(Trigger.BUTTON):
        who = person(scene)
        here = await who.ask("/help")
        before = await everything(desk.redis)
        for rest in ARGUMENTS[: 2 if route.abroad is None else None]:
            for room in (scene.channel, scene.group):
                answer = await desk.forge(who, here, f"ld:{route.name}{rest}@{room.id}")
                if REFUSALS[route.abroad] not in answer.get("text", ""):
                    wrong.append((route.name, rest, answer))
        if await everything(desk.redis) != before or len(desk.sandbox.from_bot(who.id)) != 1:
            wrong.append((route.name, "changed", {}))
    assert wrong == []
    assert [len(desk.sandbox.from_bot(room.id)) for room in (scene.channel, scene.group)] == held


@pytest.mark.parametrize("person", PEOPLE)
async def test_no_command_about_a_channel_is_for_others(scene: Scene, person: Callable[[Scene], User]) -> None:
    desk, wrong = scene.desk, []
    for route in of(Trigger.COMMAND):
        if route.abroad is None:
            continue
        who = person(scene)
        await who.ask("/help")
        before = await everything(desk.redis)
        for name in ("@morning_news", str(scene.channel.id)):
            said = await who.ask(f"/{route.name} {name} 1")
            if REFUSALS[route.abroad] not in said["text"]:
                wrong.append((route.name, said["text"]))
        if await everything(desk.redis) != before:
            wrong.append((route.name, "changed"))
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("person", [Scene.member, Scene.former_admin])
async def test_in_a_group_only_its_admins_change_anything(scene: Scene, person: Callable[[Scene], User]) -> None:
    desk, wrong = scene.desk, []
    scene.group.set_bot("administrator", by=scene.owner)  # who is shown files with a caption, too
    rows = [route for route in ROUTES if route.who in (Who.ADMIN, Who.OPERATOR, None)]
    for route in rows:
        who = person(scene)
        before = await everything(desk.redis)
        if route.trigger is Trigger.COMMAND:
            text = (await who.ask(f"/{route.name}@ledebot_bot 财经", chat=scene.group))["text"]
        elif route.trigger is Trigger.LINK:
            text = (await who.ask(f"/start@ledebot_bot {route.name}_x", chat=scene.group))["text"]
        elif route.trigger is Trigger.BUTTON:
            text = (await pressed(desk, who, scene.group, f"ld:{route.name}:1"))["text"]
        else:
            sent = await who.send_file("x.json", b"{}", caption=f"/{route.name}", chat=scene.group)
            text = (await desk.sandbox.wait_for(scene.group.id, after=sent["message_id"]))["text"]
        if not any(line in text for line in (REFUSALS[route.who], REFUSALS[Who.ADMIN], "private chat")):
            wrong.append((route.trigger.value, route.name, text))
        if await everything(desk.redis) != before:
            wrong.append((route.trigger.value, route.name, "changed"))
    assert wrong == []


async def pressed(desk: Desk, who: User, room: Room, data: str) -> Json:
    """Press a button that is really there, as when its maker was an admin."""
    keyboard = ((Button("x", data=data),),)
    sent = await desk.application.bot.send_message(room.id, **arguments(Message("…", keyboard)))
    return await desk.answered(await who.click(sent.message_id, data, chat=room))


async def test_whoever_may_gets_what_they_ask_for(scene: Scene) -> None:
    desk = scene.desk
    last = ("none", "gone", "forgetyes", "forget", "start", "stop")
    for route in sorted(ROUTES, key=lambda route: route.name in last):
        if route.abroad is not Who.ADMIN or route.name in last:
            continue
        admin = desk.sandbox.user("管理", language_code="en")
        scene.channel.set_member(admin, "administrator", {"can_post_messages": True})
        here = await admin.ask("/help")
        if route.trigger is Trigger.BUTTON:
            said = (await desk.forge(admin, here, f"ld:{route.name}@{scene.channel.id}")).get("text", "")
        elif route.trigger is Trigger.COMMAND:
            said = (await admin.ask(f"/{route.name} @morning_news")).get("text", "")
        assert not any(line in said for line in REFUSALS.values()), (route.name, said)


async def test_only_the_operator_runs_operators_commands_and_only_in_private(scene: Scene) -> None:
    desk = scene.desk
    operator = desk.sandbox.user("运营", language_code="en", user_id=777)
    scene.group.set_member(operator, "administrator")
    rows = [route for route in of(Trigger.COMMAND) if route.who is Who.OPERATOR]
    names = {"addsource", "editsource", "removesource", "joinstories", "stats", "broadcast"}
    assert {route.name for route in rows} == names
    for route in rows:
        assert "Only the operator" in (await scene.stranger().ask(f"/{route.name}"))["text"]
        assert "Only the operator" in (await operator.ask(f"/{route.name}@ledebot_bot", chat=scene.group))["text"]
        assert "Only the operator" not in (await operator.ask(f"/{route.name}"))["text"]


async def test_a_demoted_admins_forget_leaves_the_channel(scene: Scene) -> None:
    desk = scene.desk
    former = desk.sandbox.user("前站长", language_code="en")
    scene.channel.set_member(former, "administrator", {"can_post_messages": True})
    other = desk.sandbox.channel("晚报", owner=former, username="evening_news")
    await former.ask("/connect @evening_news")
    await desk.say(former, "/subscribe @evening_news 体育")
    other.set_member(scene.owner, "creator")
    other.set_member(former, "member")
    await former.ask("/forget")
    await desk.tap(former, "ld:forgetyes")
    held = await desk.subscriber(other.id)
    assert held.filters.sections == (Section.SPORTS,)
    assert held.owner is None
    assert str(former.id) not in str(await everything(desk.redis))


async def test_a_channels_digest_and_settings_are_reached_from_the_private_chat(scene: Scene) -> None:
    desk = scene.desk
    said = await scene.owner.ask("/settings @morning_news")
    assert "晨报" in said["text"]
    await desk.tap(scene.owner, f"ld:set:mute:1@{scene.channel.id}")
    assert (await desk.subscriber(scene.channel.id)).silent
    before = (await desk.subscriber(scene.channel.id)).cursor
    await scene.owner.send("/digest @morning_news")
    await desk.sandbox.wait_for(scene.owner.id, "Nothing is posted yet")
    await desk.tap(scene.owner, f"ld:post@{scene.channel.id}")
    assert "Posted in" in await desk.settled(scene.owner.id)
    assert "第1号港口" in desk.sandbox.messages(scene.channel.id)[-1]["text"]
    assert (await desk.subscriber(scene.channel.id)).cursor != before
    assert "Nothing new" in (await scene.owner.ask("/digest @morning_news"))["text"]
    await desk.tap(scene.owner, f"ld:again@{scene.channel.id}")
    assert "第1号港口" in await desk.settled(scene.owner.id)
    await scene.owner.ask("/language @morning_news 简体中文")
    assert (await desk.subscriber(scene.channel.id)).language == "zh-hans"


async def test_a_channel_that_takes_no_posts_keeps_its_digest(scene: Scene) -> None:
    desk = scene.desk
    before = await desk.subscriber(scene.channel.id)
    desk.sandbox.faults.add("no_rights", chat_id=scene.channel.id)
    await scene.owner.send("/digest @morning_news")
    await desk.sandbox.wait_for(scene.owner.id, "Nothing is posted yet")
    await desk.tap(scene.owner, f"ld:post@{scene.channel.id}")
    assert "may not post" in await desk.settled(scene.owner.id)
    assert await desk.subscriber(scene.channel.id) == before
