-- A log entry's time is the caller's clock unless that would go backwards; then it shares the newest one's time.
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
local function lower(counts, name)
  if tonumber(redis.call('ZINCRBY', counts, -1, name)) <= 0 then redis.call('ZREM', counts, name) end
end
local function uncount(members, counts, name, id)
  local held = redis.call('ZREM', members .. name, id) == 1
  if held then lower(counts, name) end
  return held
end
local function count(members, counts, name, id, published)
  local new = redis.call('ZADD', members .. name, published, id) == 1
  if new then redis.call('ZINCRBY', counts, 1, name) end
  return new
end
local function leave_topic(topic, source, id)
  if uncount(TOPIC, TOPICS, topic, id) then lower(TOPIC_SOURCES .. topic, source) end
end
local plan = cjson.decode(ARGV[1])
