"""Lua scripts around the outbox: the operator's second try, a chat that is forgotten, a chat that moves."""

from __future__ import annotations

from ledebot.storage.delivery.scripts import COMMON

# ARGV: id. The operator's second try for a failed delivery.
REQUEUE = (
    COMMON
    + """
local key = delivery(ARGV[1])
local held = redis.call('HMGET', key, 'state', 'lane', 'slot', 'content')
if held[1] ~= 'failed' then return 0 end
redis.call('PERSIST', key)
redis.call('HDEL', key, 'why', 'tries', 'since', 'ended', 'plain', 'doubts')
redis.call('ZREM', DEAD, ARGV[1])
redis.call('ZADD', PENDING, held[3], ARGV[1])
redis.call('HINCRBY', BOOKS, 'failed', -1)
if held[4] then redis.call('DEL', refused(held[4])) end
push(ARGV[1], held[2])
return 1
"""
)

# ARGV: the chat's list.
FORGET = (
    COMMON
    + """
for _, id in ipairs(redis.call('ZRANGE', ARGV[1], 0, -1)) do
  local held = redis.call('HMGET', delivery(id), 'state', 'target', 'lane', 'entry', 'content')
  if held[1] then
    if not ended(held[1]) then
      pull(held[3], held[4])
      count('cancelled')
      release(held[5])
    elseif held[1] == 'failed' then release(held[5]) end
    if redis.call('HGET', DIGESTS, held[2]) == id then redis.call('HDEL', DIGESTS, held[2]) end
  end
  redis.call('ZREM', PENDING, id)
  redis.call('ZREM', LATER, id)
  redis.call('ZREM', DEAD, id)
  redis.call('DEL', delivery(id))
end
redis.call('DEL', ARGV[1])
settle()
return 1
"""
)

# ARGV: the old chat's list, the new chat's id.
MIGRATE = (
    COMMON
    + """
local moved = 0
for _, id in ipairs(redis.call('ZRANGE', ARGV[1], 0, -1)) do
  local target = redis.call('HGET', delivery(id), 'target')
  if target then
    local thread = string.match(target, ':.*$') or ''
    local now = ARGV[2] .. thread
    redis.call('HSET', delivery(id), 'target', now, 'was', target)
    list(id, now, redis.call('HGET', delivery(id), 'slot'))
    if redis.call('HGET', DIGESTS, target) == id then
      redis.call('HDEL', DIGESTS, target)
      redis.call('HSETNX', DIGESTS, now, id)
    end
    moved = moved + 1
  end
end
redis.call('DEL', ARGV[1])
return moved
"""
)
