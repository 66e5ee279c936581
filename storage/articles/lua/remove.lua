-- KEYS: the article, the log. ARGV: the plan as JSON. Gives 0 where the article has another revision by now.
if tonumber(redis.call('HGET', KEYS[1], 'rev') or '0') ~= plan.rev then return 0 end
for _, name in ipairs(cjson.decode(redis.call('HGET', KEYS[1], 'aliases'))) do
  if redis.call('HGET', ALIASES, name) == plan.id then redis.call('HDEL', ALIASES, name) end
end
redis.call('DEL', KEYS[1])
for _, topic in ipairs(plan.topics) do leave_topic(topic, plan.source, plan.id) end
if plan.section ~= '' then uncount(SECTION, SECTIONS, plan.section, plan.id) end
uncount(SOURCE, SOURCES, plan.source, plan.id)
redis.call('ZREM', STORY .. plan.story, plan.id)
redis.call('ZREM', BY_TIME, plan.id)
redis.call('ZREM', BY_SEEN, plan.id)
append(KEYS[2], plan.now_ms, plan.id, plan.rev, 'removed')
return 1
