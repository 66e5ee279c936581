"""Lua scripts of the outbox: steps that must happen together or not at all.

Every key they touch carries the `{s}` tag, and their names are put in from storage/base/keys.py. Each script may be run
twice with the same arguments (a client whose connection broke does that) and then changes nothing the second time.

Each write that a script makes is also written to the server's append-only file, which costs as much again. So what
many deliveries change in one key is one command, at the script's end (`settle`).

A delivery's hash: id, target, kind, lane, slot, entry (its place in the lane), state (queued, claimed, sending,
later, or an Ending), owner, up_to, content, parts, cursor, next (part), m:N (message id of part N), doubts, tries,
since, why, plain, was (target before a migration), ended.
"""

from __future__ import annotations

from ledebot.storage.base import keys

KEPT_OF_A_CHAT = 30
"""Deliveries that stay listed for one chat."""

COMMON = f"""
local DUE, LATER, PENDING, DIGESTS = '{keys.DUE}', '{keys.LATER}', '{keys.PENDING}', '{keys.DIGESTS}'
local BOOKS, DEAD, GROUP, SENDERS = '{keys.BOOKS}', '{keys.DEAD}', '{keys.SENDERS_GROUP}', '{keys.SENDERS}'
local function delivery(id) return '{keys.delivery("")}' .. id end
local function lane(kind) return '{keys.lane("")}' .. kind end
local function content(name) return '{keys.content("")}' .. name end
local function refused(name) return '{keys.blocked_content("")}' .. name end
local function subscriber(target) return '{keys.subscriber("")}' .. target end
local function of_chat(target)
  return '{keys.chat_deliveries("")}' .. string.match(target, '^[^:]+')
end
local function ended(state)
  return state == 'sent' or state == 'empty' or state == 'paused' or state == 'cancelled' or state == 'failed'
end
-- What `settle` writes at the end, one command for all: any other member of a key that gets more, and counts.
local commands, counted, spans, refs = {{}}, {{}}, {{}}, {{}}
local function add(command, key, ...)
  local held = commands[command .. key]
  if not held then
    held = {{command, key}}
    commands[command .. key] = held
  end
  for _, word in ipairs({{...}}) do held[#held + 1] = word end
  return held
end
local function count(name) counted[name] = (counted[name] or 0) + 1 end
local function pull(kind, entry)
  if kind and entry and entry ~= '' then
    if #add('XACK', lane(kind)) == 2 then add('XACK', lane(kind), GROUP) end
    add('XACK', lane(kind), entry)
    add('XDEL', lane(kind), entry)
  end
end
local function hold(name, body, times)
  if not refs[name] and redis.call('EXISTS', content(name)) == 0 then
    if body == '' then return false end
    redis.call('HSET', content(name), 'body', body)
    redis.call('EXPIRE', content(name), {keys.CONTENT_TTL})
  end
  refs[name] = (refs[name] or 0) + times
  return true
end
local function release(name)
  if name and name ~= '' then refs[name] = (refs[name] or 0) - 1 end
end
local function settle()
  for _, command in pairs(commands) do redis.call(unpack(command)) end
  for name, by in pairs(counted) do redis.call('HINCRBY', BOOKS, name, by) end
  for span, by in pairs(spans) do
    redis.call('INCRBY', span, by)
    redis.call('EXPIRE', span, 120)
  end
  for name, by in pairs(refs) do
    if redis.call('HINCRBY', content(name), 'refs', by) <= 0 then redis.call('DEL', content(name)) end
  end
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
local function push(id, kind, ...)
  local entry = redis.call('XADD', lane(kind), '*', 'id', id)
  redis.call('HSET', delivery(id), 'entry', entry, 'state', 'queued', 'owner', '', ...)
end
local function create(id, target, kind, lane_kind, slot, ...)
  push(id, lane_kind, 'id', id, 'target', target, 'kind', kind, 'lane', lane_kind, 'slot', slot, ...)
  add('ZADD', PENDING, slot, id)
  count('due')
  list(id, target, slot)
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
    if following == '' then add('ZREM', DUE, target) else add('ZADD', DUE, following, target) end
    if id ~= '' and redis.call('EXISTS', delivery(id)) + redis.call('HEXISTS', DIGESTS, target) == 0 then
      add('HSET', DIGESTS, target, id)
      create(id, target, 'digest', 'digest', slot, 'up_to', up_to)
      queued = queued + 1
    end
  end
end
settle()
return queued
"""
)

# ARGV: JSON list of [id, target], kind, lane, slot, content name, body, parts.
ENQUEUE = (
    COMMON
    + """
local queued = 0
for _, one in ipairs(cjson.decode(ARGV[1])) do
  if redis.call('EXISTS', delivery(one[1])) == 0 then
    create(one[1], one[2], ARGV[2], ARGV[3], ARGV[4], 'content', ARGV[5], 'parts', ARGV[7])
    queued = queued + 1
  end
end
if queued > 0 then hold(ARGV[5], ARGV[6], queued) end
settle()
return queued
"""
)

_LOADING = (
    COMMON
    + """
local function load(worker, kind, entry, id)
  local held = redis.call('HMGET', delivery(id), 'state', 'entry', 'target', 'was')
  if not held[1] or ended(held[1]) or held[2] ~= entry then
    pull(kind, entry)
    return false
  end
  if held[1] == 'sending' then redis.call('HINCRBY', delivery(id), 'doubts', 1) end
  redis.call('HSET', delivery(id), 'owner', worker, 'state', 'claimed')
  local record = redis.call('GET', subscriber(held[3]))
  if not record and held[4] then record = redis.call('GET', subscriber(held[4])) end
  return {redis.call('HGETALL', delivery(id)), record}
end
local out = {}
"""
)

# ARGV: worker, then lane, entry, id of each. Gives for each: false, or its fields and its subscriber's record.
LOAD = (
    _LOADING
    + """
for i = 2, #ARGV, 3 do out[#out + 1] = load(ARGV[1], ARGV[i], ARGV[i + 1], ARGV[i + 2]) end
settle()
return out
"""
)

# ARGV: worker, then a lane and how many of it. Reads them off the lanes; gives what LOAD does.
CLAIM = (
    _LOADING
    + """
for i = 2, #ARGV, 2 do
  local kind = ARGV[i]
  local read = redis.call(
    'XREADGROUP', 'GROUP', GROUP, ARGV[1], 'COUNT', ARGV[i + 1], 'STREAMS', lane(kind), '>'
  )
  for _, one in ipairs(read and read[1][2] or {}) do out[#out + 1] = load(ARGV[1], kind, one[1], one[2][2]) end
end
settle()
return out
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

# ARGV: moment, now. What is put off beyond the moment is put off until now.
HASTEN = (
    COMMON
    + """
local ids = redis.call('ZRANGEBYSCORE', LATER, '(' .. ARGV[1], '+inf')
for _, id in ipairs(ids) do redis.call('ZADD', LATER, ARGV[2], id) end
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
