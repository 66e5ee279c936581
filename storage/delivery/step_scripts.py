"""Lua scripts of the steps that each delivery takes in a sender's hands: a part begun, a part sent, put off, ended.

Made for many deliveries at once (`storage/base/batching.py`). The rules of `storage/delivery/scripts.py` hold here too.
"""

from __future__ import annotations

from ledebot.storage.base import keys
from ledebot.storage.base.batching import in_steps
from ledebot.storage.delivery.scripts import COMMON

REFUSALS = 3
"""So often may Telegram refuse a content before it is held back from everybody else."""

# ARGV: id, worker, part, content name, body or "", parts, cursor, "1" if plain.
BEGIN = in_steps(
    before=COMMON,
    body=f"""
local key = delivery(ARGV[1])
local held = redis.call('HMGET', key, 'owner', 'state', 'content', 'doubts')
if held[1] ~= ARGV[2] or ended(held[2]) then return 'lost' end
local refusals = tonumber(redis.call('GET', refused(ARGV[4])) or '0')
if ARGV[8] ~= '1' and refusals >= {REFUSALS} then return 'blocked_content' end
if not held[3] and not hold(ARGV[4], ARGV[5], 1) then return 'body' end
if held[2] ~= 'sending' then
  if tonumber(held[4] or '0') > 0 then count('repeats') end
  redis.call(
    'HSET', key, 'state', 'sending', 'next', ARGV[3],
    unpack(held[3] and {{}} or {{'content', ARGV[4], 'parts', ARGV[6], 'cursor', ARGV[7]}})
  )
end
return 'go'
""",
    after="settle()",
)

_ENDING = (
    COMMON
    + f"""
-- Moves a reader's cursor, unless their record has changed in the meantime.
local function advance(target, known, new)
  local record = target ~= '' and redis.call('GET', subscriber(target))
  if record and record ~= new then
    if record ~= known then return false end
    redis.call('SET', subscriber(target), new)
  end
  return true
end
local function close(id, place, ending, now, ...)
  local target, kind, entry, name = unpack(place)
  local key = delivery(id)
  pull(kind, entry)
  redis.call('HSET', key, 'state', ending, 'ended', now, 'owner', '', ...)
  add('ZREM', PENDING, id)
  if redis.call('HGET', DIGESTS, target) == id then add('HDEL', DIGESTS, target) end
  count(ending)
  if ending == 'failed' then
    redis.call('ZADD', DEAD, now, id)
    redis.call('EXPIRE', key, {keys.DEAD_TTL})
    if name then redis.call('EXPIRE', content(name), {keys.DEAD_TTL}) end
  else
    redis.call('EXPIRE', key, {keys.DELIVERY_TTL})
    release(name)
  end
end
"""
)

# ARGV: id, part, message id, now, key of the counter of this time span, "1" if it was the last, and then the
# subscriber's target or "", its record as known, its new record. Gives 0 when that record has changed in the
# meantime: the part is noted all the same, the delivery not ended.
SENT = in_steps(
    before=_ENDING,
    body="""
local id, part, message, now, span, last = unpack(ARGV)
local key = delivery(id)
local held = redis.call('HMGET', key, 'state', 'next', 'target', 'lane', 'entry', 'content')
if not held[1] or ended(held[1]) then return 1 end
local fresh = (held[2] or '0') == part
-- Another sender may have put it off in the meantime; promoting it goes by that state.
local state = held[1] == 'sending' and 'claimed' or held[1]
if fresh then
  count('parts')
  spans[span] = (spans[span] or 0) + 1
end
local ending = last == '1' and advance(ARGV[7], ARGV[8], ARGV[9])
if ending then
  close(id, {unpack(held, 3, 6)}, 'sent', now, unpack(fresh and {'m:' .. part, message, 'next', part + 1} or {}))
elseif fresh then
  redis.call('HSET', key, 'm:' .. part, message, 'next', part + 1, 'state', state)
  redis.call('HDEL', key, 'doubts', 'plain', 'tries', 'since', 'why')
end
return (ending or last ~= '1') and 1 or 0
""",
    after="settle()",
)

# ARGV: id, worker, ending, why, now, the subscriber's target or "", its record as known, its new record.
# Gives 0 when that record has changed in the meantime.
END = in_steps(
    before=_ENDING,
    body="""
local id, worker, ending, why, now = unpack(ARGV)
local held = redis.call('HMGET', delivery(id), 'state', 'owner', 'target', 'lane', 'entry', 'content')
if not held[1] or ended(held[1]) or (held[2] ~= worker and ending ~= 'sent') then return 1 end
if not advance(ARGV[6], ARGV[7], ARGV[8]) then return 0 end
close(id, {unpack(held, 3, 6)}, ending, now, 'why', why)
return 1
""",
    after="settle()",
)

# ARGV: id, worker, until, tries, since or "", why, "1" if doubtful, "1" if plain.
PUT_OFF = in_steps(
    before=COMMON,
    body="""
local id, worker, till, tries, since, why, doubtful, plain = unpack(ARGV)
local key = delivery(id)
local held = redis.call('HMGET', key, 'state', 'owner', 'lane', 'entry')
if not held[1] or ended(held[1]) or held[2] ~= worker then return 0 end
pull(held[3], held[4])
redis.call('HSET', key, 'state', 'later', 'owner', '', 'entry', '', 'tries', tries, 'since', since, 'why', why)
if doubtful == '1' then redis.call('HINCRBY', key, 'doubts', 1) end
if plain == '1' then redis.call('HSET', key, 'plain', '1') end
redis.call('ZADD', LATER, till, id)
return 1
""",
    after="settle()",
)
