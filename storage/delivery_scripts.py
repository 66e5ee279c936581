"""Lua scripts of the outbox: steps that must happen together or not at all.

Every key they touch carries the `{s}` tag, and their names are put in from storage/keys.py. Each script may be run
twice with the same arguments (a client whose connection broke does that) and then changes nothing the second time.

A delivery's hash: id, target, kind, lane, slot, entry (its place in the lane), state (queued, claimed, sending,
later, or an Ending), owner, up_to, content, parts, cursor, next (part), m:N (message id of part N), doubts, tries,
since, why, plain, was (target before a migration), ended.
"""

from __future__ import annotations

from storage import keys

REFUSALS = 3
"""So often may Telegram refuse a content before it is held back from everybody else."""
KEPT_OF_A_CHAT = 30
"""Deliveries that stay listed for one chat."""

COMMON = f"""
local DUE, LATER, PENDING, DIGESTS = '{keys.DUE}', '{keys.LATER}', '{keys.PENDING}', '{keys.DIGESTS}'
local BOOKS, DEAD, GROUP, SENDERS = '{keys.BOOKS}', '{keys.DEAD}', '{keys.SENDERS_GROUP}', '{keys.SENDERS}'
local function delivery(id) return '{keys.delivery("")}' .. id end
local function lane(kind) return '{keys.lane("")}' .. kind end
local function content(name) return '{keys.content("")}' .. name end
local function refused(name) return '{keys.condemned("")}' .. name end
local function subscriber(target) return '{keys.subscriber("")}' .. target end
local function of_chat(target)
  return '{keys.chat_deliveries("")}' .. string.match(target, '^[^:]+')
end
local function ended(state)
  return state == 'sent' or state == 'empty' or state == 'paused' or state == 'cancelled' or state == 'failed'
end
local function push(id, kind)
  local entry = redis.call('XADD', lane(kind), '*', 'id', id)
  redis.call('HSET', delivery(id), 'entry', entry, 'state', 'queued', 'owner', '')
end
local function pull(id)
  local place = redis.call('HMGET', delivery(id), 'lane', 'entry')
  if place[1] and place[2] and place[2] ~= '' then
    redis.call('XACK', lane(place[1]), GROUP, place[2])
    redis.call('XDEL', lane(place[1]), place[2])
  end
end
local function release(id)
  local name = redis.call('HGET', delivery(id), 'content')
  if name and name ~= '' and redis.call('EXISTS', content(name)) == 1
      and redis.call('HINCRBY', content(name), 'refs', -1) <= 0 then
    redis.call('DEL', content(name))
  end
end
local function hold(name, body)
  if redis.call('EXISTS', content(name)) == 0 then
    if body == '' then return false end
    redis.call('HSET', content(name), 'body', body)
  end
  redis.call('HINCRBY', content(name), 'refs', 1)
  redis.call('EXPIRE', content(name), {keys.CONTENT_TTL})
  return true
end
local function list(id, target, slot)
  local chat = of_chat(target)
  redis.call('ZADD', chat, slot, id)
  redis.call('EXPIRE', chat, {keys.DEAD_TTL})
  if redis.call('ZCARD', chat) > {KEPT_OF_A_CHAT} then
    local oldest = redis.call('ZRANGE', chat, 0, 0)[1]
    if ended(redis.call('HGET', delivery(oldest), 'state')) and not redis.call('ZSCORE', DEAD, oldest) then
      redis.call('ZREM', chat, oldest)
      redis.call('DEL', delivery(oldest))
    end
  end
end
local function create(id, target, kind, lane_kind, slot)
  if redis.call('EXISTS', delivery(id)) == 1 then return false end
  redis.call('HSET', delivery(id), 'id', id, 'target', target, 'kind', kind, 'lane', lane_kind, 'slot', slot)
  redis.call('ZADD', PENDING, slot, id)
  redis.call('HINCRBY', BOOKS, 'due', 1)
  list(id, target, slot)
  push(id, lane_kind)
  return true
end
"""

# ARGV[1]: JSON list of [target, score, next or "", id or "", slot, up_to].
DISPATCH = (
    COMMON
    + """
local queued = 0
for _, step in ipairs(cjson.decode(ARGV[1])) do
  local target, score, following, id, slot, up_to = unpack(step)
  local standing = redis.call('ZSCORE', DUE, target)
  if standing and tonumber(standing) == tonumber(score) then
    if following == '' then redis.call('ZREM', DUE, target) else redis.call('ZADD', DUE, following, target) end
    if id ~= '' and redis.call('HEXISTS', DIGESTS, target) == 0 and create(id, target, 'digest', 'digest', slot) then
      redis.call('HSET', delivery(id), 'up_to', up_to)
      redis.call('HSET', DIGESTS, target, id)
      queued = queued + 1
    end
  end
end
return queued
"""
)

# ARGV: JSON list of [id, target], kind, lane, slot, content name, body, parts.
ENQUEUE = (
    COMMON
    + """
local queued = 0
for _, one in ipairs(cjson.decode(ARGV[1])) do
  if create(one[1], one[2], ARGV[2], ARGV[3], ARGV[4]) then
    hold(ARGV[5], ARGV[6])
    redis.call('HSET', delivery(one[1]), 'content', ARGV[5], 'parts', ARGV[7])
    queued = queued + 1
  end
end
return queued
"""
)

# ARGV: worker, then lane, entry, id of each. Gives for each: false, or its fields and its subscriber's record.
LOAD = (
    COMMON
    + """
local out = {}
for i = 2, #ARGV, 3 do
  local kind, entry, id = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local held = redis.call('HMGET', delivery(id), 'state', 'entry', 'target', 'was', 'owner')
  if not held[1] or ended(held[1]) or held[2] ~= entry then
    redis.call('XACK', lane(kind), GROUP, entry)
    redis.call('XDEL', lane(kind), entry)
    out[#out + 1] = false
  else
    if held[1] == 'sending' then redis.call('HINCRBY', delivery(id), 'doubts', 1) end
    redis.call('HSET', delivery(id), 'owner', ARGV[1], 'state', 'claimed')
    local record = redis.call('GET', subscriber(held[3]))
    if not record and held[4] then record = redis.call('GET', subscriber(held[4])) end
    out[#out + 1] = {redis.call('HGETALL', delivery(id)), record}
  end
end
return out
"""
)

# ARGV: id, worker, part, content name, body or "", parts, cursor, "1" if plain.
BEGIN = (
    COMMON
    + f"""
local key = delivery(ARGV[1])
local held = redis.call('HMGET', key, 'owner', 'state', 'content', 'doubts')
if held[1] ~= ARGV[2] or ended(held[2]) then return 'lost' end
if ARGV[8] ~= '1' and tonumber(redis.call('GET', refused(ARGV[4])) or '0') >= {REFUSALS} then return 'condemned' end
if not held[3] then
  if not hold(ARGV[4], ARGV[5]) then return 'body' end
  redis.call('HSET', key, 'content', ARGV[4], 'parts', ARGV[6], 'cursor', ARGV[7])
end
if held[2] ~= 'sending' then
  if tonumber(held[4] or '0') > 0 then redis.call('HINCRBY', BOOKS, 'repeats', 1) end
  redis.call('HSET', key, 'state', 'sending', 'next', ARGV[3])
end
return 'go'
"""
)

# ARGV: id, part, message id, key of the counter of this time span.
SENT = (
    COMMON
    + """
local key = delivery(ARGV[1])
local held = redis.call('HMGET', key, 'state', 'next')
if not held[1] or ended(held[1]) or (held[2] or '0') ~= ARGV[2] then return 0 end
redis.call('HSET', key, 'm:' .. ARGV[2], ARGV[3], 'next', ARGV[2] + 1, 'state', 'claimed')
redis.call('HDEL', key, 'doubts', 'plain', 'tries', 'since', 'why')
redis.call('HINCRBY', BOOKS, 'parts', 1)
redis.call('INCR', ARGV[4])
redis.call('EXPIRE', ARGV[4], 120)
return 1
"""
)

# ARGV: id, worker, ending, why, now, the subscriber's target or "", its record as known, its new record.
# Gives 0 when that record has changed in the meantime.
END = (
    COMMON
    + f"""
local id, ending = ARGV[1], ARGV[3]
local key = delivery(id)
local held = redis.call('HMGET', key, 'state', 'owner', 'target')
if not held[1] or ended(held[1]) or (held[2] ~= ARGV[2] and ending ~= 'sent') then return 1 end
if ARGV[6] ~= '' then
  local record = redis.call('GET', subscriber(ARGV[6]))
  if record and record ~= ARGV[8] then
    if record ~= ARGV[7] then return 0 end
    redis.call('SET', subscriber(ARGV[6]), ARGV[8])
  end
end
pull(id)
redis.call('HSET', key, 'state', ending, 'why', ARGV[4], 'ended', ARGV[5], 'owner', '')
redis.call('ZREM', PENDING, id)
if redis.call('HGET', DIGESTS, held[3]) == id then redis.call('HDEL', DIGESTS, held[3]) end
redis.call('HINCRBY', BOOKS, ending, 1)
if ending == 'failed' then
  redis.call('ZADD', DEAD, ARGV[5], id)
  redis.call('EXPIRE', key, {keys.DEAD_TTL})
  local name = redis.call('HGET', key, 'content')
  if name then redis.call('EXPIRE', content(name), {keys.DEAD_TTL}) end
else
  redis.call('EXPIRE', key, {keys.DELIVERY_TTL})
  release(id)
end
return 1
"""
)

# ARGV: id, worker, until, tries, since or "", why, "1" if doubtful, "1" if plain.
PUT_OFF = (
    COMMON
    + """
local id = ARGV[1]
local key = delivery(id)
local held = redis.call('HMGET', key, 'state', 'owner')
if not held[1] or ended(held[1]) or held[2] ~= ARGV[2] then return 0 end
pull(id)
redis.call('HSET', key, 'state', 'later', 'owner', '', 'entry', '', 'tries', ARGV[4], 'since', ARGV[5], 'why', ARGV[6])
if ARGV[7] == '1' then redis.call('HINCRBY', key, 'doubts', 1) end
if ARGV[8] == '1' then redis.call('HSET', key, 'plain', '1') end
redis.call('ZADD', LATER, ARGV[3], id)
return 1
"""
)

# ARGV: now, limit.
PROMOTE = (
    COMMON
    + """
local ids = redis.call('ZRANGEBYSCORE', LATER, '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, id in ipairs(ids) do
  redis.call('ZREM', LATER, id)
  local held = redis.call('HMGET', delivery(id), 'state', 'lane')
  if held[1] == 'later' then push(id, held[2]) end
end
return #ids
"""
)

# ARGV: worker, prefix of the keys that mark living senders, limit, then the lanes. Gives lane, entry, id of each.
TAKE_OVER = (
    COMMON
    + """
local out = {}
local function add(kind, entries)
  for _, entry in ipairs(entries) do
    if entry and entry[2] then
      out[#out + 1] = kind
      out[#out + 1] = entry[1]
      out[#out + 1] = entry[2][2]
    end
  end
end
for _, name in ipairs(redis.call('SMEMBERS', SENDERS)) do
  if redis.call('EXISTS', ARGV[2] .. name) == 0 then redis.call('SREM', SENDERS, name) end
end
for i = 4, #ARGV do
  local stream = lane(ARGV[i])
  for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', stream, GROUP)) do
    local name, waiting = info[2], info[4]
    local mine = name == ARGV[1]
    if mine or redis.call('EXISTS', ARGV[2] .. name) == 0 then
      local ids = {}
      for _, one in ipairs(redis.call('XPENDING', stream, GROUP, '-', '+', ARGV[3], name)) do ids[#ids + 1] = one[1] end
      if #ids > 0 then add(ARGV[i], redis.call('XCLAIM', stream, GROUP, ARGV[1], 0, unpack(ids))) end
      if not mine and waiting <= #ids then redis.call('XGROUP', 'DELCONSUMER', stream, GROUP, name) end
    end
  end
end
return out
"""
)
