"""The send limits in Redis, shared by all processes of one bot; `memory_rate_limits` says the same in Python."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence

from ledebot.bot.delivery.rate_limits import (
    BURST,
    FLOOD_WINDOW,
    LONGEST_PAUSE,
    NOTORIOUS,
    PLAUSIBLE,
    SLOW_START,
    SUSPICION,
    RateLimits,
    Slot,
    Turn,
)
from ledebot.storage.base import keys
from ledebot.storage.base.batching import Scripts
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import translated

log = logging.getLogger(__name__)

CHAT_TTL = 300
"""Seconds that a chat's last sends are kept; longer than any span that counts."""
GRACE = 60.0
"""Seconds that a pause may outlive its time by the server's clock before it is dropped: our clock was set back."""

_TIMES = f"""
-- When the latest messages went to a chat, the newest first: of a private chat two, as one text; of others a list.
local function times_of(chat, text, count)
  if string.sub(chat, 1, 1) == '-' then return redis.call('LRANGE', '{keys.chat_pace("")}' .. chat, 0, count - 1) end
  local times = {{}}
  for each in string.gmatch(text or '', '%S+') do times[#times + 1] = each end
  return times
end
"""

# ARGV: now, seconds between messages, horizon, gap, group count, group span, seconds between paid messages or 0, how
# many of those a day, after how many seconds of a full free rate, then the chats. Gives turn, moment and "1" if paid of
# each, and "1" when the cap has held back for the first time that day.
RESERVE = (
    _TIMES
    + f"""
local now, interval, horizon, gap = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local count, span, paying, cap = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local held = redis.call('HMGET', '{keys.PACE}', 'next', 'resumed', 'paid', 'burst', 'full', 'short')
local following, resumed = tonumber(held[1] or '0'), tonumber(held[2] or '{-SLOW_START}')
-- A pause of more than a day is of a clock that has been set back since.
local function ending(pause)
  pause = tonumber(pause or '0')
  return pause > now + {LONGEST_PAUSE} and 0 or pause
end
local pause = ending(redis.call('GET', '{keys.PAUSE}'))
local paid_following, burst = tonumber(held[3] or '0'), tonumber(held[4] or '0')
local full, short = tonumber(held[5] or '0'), tonumber(held[6] or '0')
local function text(number) return string.format('%.17g', number) end
if following > now + {PLAUSIBLE} then following = now end
if paid_following > now + {PLAUSIBLE} then paid_following = now end
if now >= resumed and now - resumed < {SLOW_START} then
  local slower = 2 - (now - resumed) / {SLOW_START}
  interval, paying = interval * slower, paying * slower
end
local day, spent, before = string.format('%d', math.floor(now / 86400)), 0, 0
if paying > 0 then
  local state = redis.call('MGET', '{keys.paid_messages("")}' .. day, '{keys.PAID_REFUSED}')
  spent = tonumber(state[1] or '0')
  if state[2] then paying = 0 end
end
before = spent
-- Since when the free rate has not been enough, without a break.
local function lasting()
  if math.abs(now - short) > {BURST} or full > now then full = now end
  short = now
  return now - full >= tonumber(ARGV[9])
end
local out, names, taken, capped = {{}}, {{}}, false, false
local function say(turn, at, paid)
  out[#out + 1] = turn
  out[#out + 1] = text(at)
  out[#out + 1] = paid and '1' or ''
end
for i = 10, #ARGV do
  names[#names + 1] = '{keys.chat_pause("")}' .. ARGV[i]
  names[#names + 1] = '{keys.chat_pace("")}' .. ARGV[i]
end
local known = redis.call('MGET', unpack(names))
local function free(times, group)
  local newest = tonumber(times[1])
  if not newest or newest > now + {PLAUSIBLE} then return 0 end
  local at = newest + gap
  if group and times[count] then at = math.max(at, tonumber(times[count]) + span) end
  return at
end
local function take(chat, slot, times, group)
  local key = '{keys.chat_pace("")}' .. chat
  slot = text(slot)
  if not group then
    known[chat] = slot .. ' ' .. (times[1] or '')
    redis.call('SET', key, known[chat], 'EX', {CHAT_TTL})
  else
    redis.call('LPUSH', key, slot)
    if times[count] then redis.call('LTRIM', key, 0, count - 1) end
    redis.call('EXPIRE', key, {CHAT_TTL})
  end
end
for i = 10, #ARGV do
  local chat = ARGV[i]
  local group = string.sub(chat, 1, 1) == '-'
  local paused = ending(known[2 * i - 19])
  local slot, beyond = math.max(now, following), false
  if paying > 0 and slot > now + horizon and lasting() then
    if spent < cap then slot, beyond = math.max(now, paid_following), true else capped = true end
  end
  if pause > now then say('all', pause)
  elseif paused > now then say('chat', paused)
  elseif slot > now + horizon then say('all', slot - horizon / 2)
  else
    local times = times_of(chat, known[chat] or known[2 * i - 18], count)
    local at = free(times, group)
    if at > slot then say('chat', at)
    else
      take(chat, slot, times, group)
      taken = true
      if beyond then paid_following, burst = slot + paying, slot else following = slot + interval end
      local paid = paying > 0 and spent < cap and math.abs(slot - burst) < {BURST}
      if paid then spent = spent + 1 end
      say('go', slot, paid)
    end
  end
end
if taken then redis.call('HSET', '{keys.PACE}', 'next', text(following)) end
if short == now then redis.call('HSET', '{keys.PACE}', 'full', text(full), 'short', text(short)) end
if spent > before then
  redis.call('HSET', '{keys.PACE}', 'paid', text(paid_following), 'burst', text(burst))
  redis.call('INCRBY', '{keys.paid_messages("")}' .. day, spent - before)
  redis.call('EXPIRE', '{keys.paid_messages("")}' .. day, {keys.PAID_TTL})
end
capped = capped and redis.call('SET', '{keys.paid_capped("")}' .. day, '1', 'NX', 'EX', {keys.PAID_TTL})
out[#out + 1] = capped and '1' or ''
return out
"""
)

# ARGV: chat, wait, now, group span.
FLOODED = (
    _TIMES
    + f"""
local chat, wait, now = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local function text(number) return string.format('%.17g', number) end
local function milliseconds(seconds) return math.floor((seconds + {GRACE}) * 1000) end
local function extend(key, till)
  if till > tonumber(redis.call('GET', key) or '0') then
    redis.call('SET', key, text(till), 'PX', milliseconds(till - now))
  end
end
extend('{keys.chat_pause("")}' .. chat, now + wait)
redis.call('ZADD', '{keys.PAUSED_CHATS}', text(now + wait), chat)
redis.call('ZREMRANGEBYSCORE', '{keys.PAUSED_CHATS}', '-inf', text(now))
local last = redis.call('ZSCORE', '{keys.FLOODS}', chat)
local age = last and now - tonumber(last)
local notorious = age and age > {FLOOD_WINDOW} and age < {NOTORIOUS}
redis.call('ZREMRANGEBYSCORE', '{keys.FLOODS}', '-inf', text(now - {NOTORIOUS}))
redis.call('ZREMRANGEBYSCORE', '{keys.FLOODS}', '(' .. text(now), '+inf')
redis.call('ZREM', '{keys.FLOODS}', chat)
local others = redis.call('ZCOUNT', '{keys.FLOODS}', text(now - {FLOOD_WINDOW}), '+inf')
redis.call('ZADD', '{keys.FLOODS}', text(now), chat)
if notorious then return 'chat' end
if others > 0 then
  redis.call('DEL', '{keys.FLOODS}')
  extend('{keys.PAUSE}', now + wait)
  redis.call('HSET', '{keys.PACE}', 'resumed', redis.call('GET', '{keys.PAUSE}'))
  return 'all'
end
local recent = 0
for _, at in ipairs(times_of(chat, redis.call('MGET', '{keys.chat_pace("")}' .. chat)[1], 2)) do
  if now - tonumber(at) <= tonumber(ARGV[4]) then recent = recent + 1 end
end
if string.sub(chat, 1, 1) ~= '-' and recent <= 1 then
  extend('{keys.PAUSE}', now + math.min(wait, {SUSPICION}))
  return 'all'
end
return 'chat'
"""
)


class RedisRateLimits:
    """Satisfies `RateLimitStore`."""

    def __init__(self, redis: Client, limits: RateLimits) -> None:
        self._redis = redis
        self._limits = limits
        self._scripts = Scripts(redis)

    @translated
    async def reserve(self, chats: Sequence[int], now: float, horizon: float) -> list[Slot]:
        """Ask for one slot for each chat; see `RateLimitStore.reserve`."""
        limits = self._limits
        bulk = math.isfinite(horizon)
        *answer, capped = await self._scripts.run(
            RESERVE,
            keys.PACE,
            repr(now),
            repr(1 / limits.rate),
            repr(min(horizon, PLAUSIBLE)) if bulk else repr(PLAUSIBLE),
            repr(limits.gap),
            limits.group_count,
            repr(limits.group_span),
            repr(1 / limits.paid_rate) if bulk and limits.paid_rate else "0",
            limits.paid_cap,
            repr(limits.paid_after),
            *chats,
        )
        if capped:
            log.warning("today's %d paid messages are sent; sending goes on at the free rate", limits.paid_cap)
        slots = zip(answer[::3], answer[1::3], answer[2::3], strict=True)
        return [Slot(Turn(turn), float(at), paid == "1") for turn, at, paid in slots]

    @translated
    async def unpaid(self, rest: float) -> bool:
        """Give no paid slots for a while; see `RateLimitStore.unpaid`."""
        return bool(await self._redis.set(keys.PAID_REFUSED, "1", px=int(rest * 1000), nx=True))

    @translated
    async def flooded(self, chat: int, wait: float, now: float) -> Turn:
        """Keep a 429; see `RateLimitStore.flooded`."""
        return Turn(
            await self._scripts.run(FLOODED, keys.PACE, chat, repr(wait), repr(now), repr(self._limits.group_span))
        )
