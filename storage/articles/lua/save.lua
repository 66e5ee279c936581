-- KEYS: the log, the articles. ARGV: the articles' plans as a JSON list, their records. Gives for each article 1, or 0
-- where what its plan was decided on is no longer so, and nothing of it was written.
local times, seen = {}, {}
local function save(key, plan, record)
  for name, expected in pairs(plan.expected) do
    if (redis.call('HGET', ALIASES, name) or '') ~= expected then return 0 end
  end
  local rev = tonumber(redis.call('HGET', key, 'rev') or '0')
  if rev ~= plan.rev - 1 then return 0 end
  redis.call('HSET', key, 'data', record, 'rev', plan.rev, 'aliases', cjson.encode(plan.aliases))
  for _, name in ipairs(plan.aliases) do redis.call('HSET', ALIASES, name, plan.id) end
  local moved = plan.old_source ~= '' and plan.old_source ~= plan.source
  local kept = {}
  for _, topic in ipairs(plan.topics) do kept[topic] = not moved end
  for _, topic in ipairs(plan.old_topics) do
    if not kept[topic] then leave_topic(topic, plan.old_source, plan.id) end
  end
  for _, topic in ipairs(plan.topics) do
    if count(TOPIC, TOPICS, topic, plan.id, plan.published) then
      redis.call('ZINCRBY', TOPIC_SOURCES .. topic, 1, plan.source)
    end
  end
  if plan.old_section ~= '' and plan.old_section ~= plan.section then
    uncount(SECTION, SECTIONS, plan.old_section, plan.id)
  end
  if plan.section ~= '' then count(SECTION, SECTIONS, plan.section, plan.id, plan.published) end
  if moved then uncount(SOURCE, SOURCES, plan.old_source, plan.id) end
  count(SOURCE, SOURCES, plan.source, plan.id, plan.published)
  if plan.old_story ~= '' and plan.old_story ~= plan.story then
    redis.call('ZREM', STORY .. plan.old_story, plan.id)
  end
  redis.call('ZADD', STORY .. plan.story, 'NX', plan.now, plan.id)
  times[#times + 1], times[#times + 2] = plan.published, plan.id
  seen[#seen + 1], seen[#seen + 2] = plan.now, plan.id
  append(KEYS[1], plan.now_ms, plan.id, plan.rev, plan.change)
  return 1
end
local out = {}
for n, plan in ipairs(cjson.decode(ARGV[1])) do out[n] = save(KEYS[n + 1], plan, ARGV[n + 1]) end
if #seen > 0 then
  redis.call('ZADD', BY_TIME, unpack(times))
  redis.call('ZADD', BY_SEEN, unpack(seen))
end
return out
