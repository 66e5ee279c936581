"""Lua scripts of the article store: steps that must happen together or not at all.

Each gets one plan as JSON and the key prefix, saving the article's record as well. Every key that they touch carries
the `{a}` tag.
"""

from __future__ import annotations

# A log entry's time is the caller's clock unless that would go backwards; then it shares the newest one's time.
_APPEND = """
local function append(log, now_ms, id, rev, change)
  local entry = redis.pcall('XADD', log, now_ms .. '-*', 'id', id, 'rev', rev, 'change', change)
  if type(entry) == 'table' and entry.err then
    local newest = redis.call('XINFO', 'STREAM', log)
    for i = 1, #newest, 2 do
      if newest[i] == 'last-generated-id' then
        local ms = string.match(newest[i + 1], '^(%d+)-')
        redis.call('XADD', log, ms .. '-*', 'id', id, 'rev', rev, 'change', change)
      end
    end
  end
end
local function uncount(prefix, kind, name, id)
  if redis.call('ZREM', prefix .. '{a}:' .. kind .. ':' .. name, id) == 1 then
    local counts = prefix .. '{a}:' .. kind .. 's'
    if tonumber(redis.call('ZINCRBY', counts, -1, name)) <= 0 then redis.call('ZREM', counts, name) end
  end
end
local function count(prefix, kind, name, id, published)
  if redis.call('ZADD', prefix .. '{a}:' .. kind .. ':' .. name, published, id) == 1 then
    redis.call('ZINCRBY', prefix .. '{a}:' .. kind .. 's', 1, name)
  end
end
local plan, prefix = cjson.decode(ARGV[1]), ARGV[2]
local aliases = prefix .. '{a}:alias'
"""

SAVE_ARTICLE = (
    _APPEND
    + """
for name, expected in pairs(plan.expected) do
  if (redis.call('HGET', aliases, name) or '') ~= expected then return 0 end
end
local rev = tonumber(redis.call('HGET', KEYS[1], 'rev') or '0')
if rev ~= plan.rev - 1 then return 0 end
redis.call('HSET', KEYS[1], 'data', ARGV[3], 'rev', plan.rev, 'aliases', cjson.encode(plan.aliases))
for _, name in ipairs(plan.aliases) do redis.call('HSET', aliases, name, plan.id) end
local kept = {}
for _, topic in ipairs(plan.topics) do kept[topic] = true end
for _, topic in ipairs(plan.old_topics) do
  if not kept[topic] then uncount(prefix, 'topic', topic, plan.id) end
end
for _, topic in ipairs(plan.topics) do count(prefix, 'topic', topic, plan.id, plan.published) end
if plan.old_source ~= '' and plan.old_source ~= plan.source then
  uncount(prefix, 'source', plan.old_source, plan.id)
end
count(prefix, 'source', plan.source, plan.id, plan.published)
if plan.old_story ~= '' and plan.old_story ~= plan.story then
  redis.call('ZREM', prefix .. '{a}:story:' .. plan.old_story, plan.id)
end
redis.call('ZADD', prefix .. '{a}:story:' .. plan.story, 'NX', plan.now, plan.id)
redis.call('ZADD', prefix .. '{a}:by-published', plan.published, plan.id)
redis.call('ZADD', prefix .. '{a}:by-seen', plan.now, plan.id)
append(KEYS[2], plan.now_ms, plan.id, plan.rev, plan.change)
return 1
"""
)

REMOVE_ARTICLE = (
    _APPEND
    + """
if tonumber(redis.call('HGET', KEYS[1], 'rev') or '0') ~= plan.rev then return 0 end
for _, name in ipairs(cjson.decode(redis.call('HGET', KEYS[1], 'aliases'))) do
  if redis.call('HGET', aliases, name) == plan.id then redis.call('HDEL', aliases, name) end
end
redis.call('DEL', KEYS[1])
for _, topic in ipairs(plan.topics) do uncount(prefix, 'topic', topic, plan.id) end
uncount(prefix, 'source', plan.source, plan.id)
redis.call('ZREM', prefix .. '{a}:story:' .. plan.story, plan.id)
redis.call('ZREM', prefix .. '{a}:by-published', plan.id)
redis.call('ZREM', prefix .. '{a}:by-seen', plan.id)
append(KEYS[2], plan.now_ms, plan.id, plan.rev, 'removed')
return 1
"""
)
