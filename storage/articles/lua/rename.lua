-- KEYS: the article, the log. ARGV: the plan as JSON, the record. Gives an article's source its other name; gives 0, and
-- writes nothing, where the article has another revision by now.
local plan = cjson.decode(ARGV[1])
if tonumber(redis.call('HGET', KEYS[1], 'rev') or '0') ~= plan.rev - 1 then return 0 end
local held = cjson.decode(redis.call('HGET', KEYS[1], 'aliases'))
for _, name in ipairs(plan.aliases) do
  if redis.call('HSETNX', ALIASES, name, plan.id) == 1 then held[#held + 1] = name end
end
redis.call('HSET', KEYS[1], 'data', ARGV[2], 'rev', plan.rev, 'aliases', cjson.encode(held))
for _, topic in ipairs(plan.topics) do
  if redis.call('ZSCORE', TOPIC .. topic, plan.id) then
    lower(TOPIC_SOURCES .. topic, plan.old)
    redis.call('ZINCRBY', TOPIC_SOURCES .. topic, 1, plan.new)
  end
end
uncount(SOURCE, SOURCES, plan.old, plan.id)
count(SOURCE, SOURCES, plan.new, plan.id, plan.published)
append(KEYS[2], plan.now_ms, plan.id, plan.rev, 'regrouped')
return 1
