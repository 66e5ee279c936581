-- ARGV: the articles to file, as JSON; counters to raise, as JSON pairs; stories found to be one, as JSON pairs.
local function stand_for(story, id)
  local key = MEMBERS .. story
  if not redis.call('LPOS', key, id) then
    redis.call('RPUSH', key, id)
    if redis.call('LLEN', key) > MOST_MEMBERS then
      redis.call('LSET', key, MOST_MEMBERS / 2, '')
      redis.call('LREM', key, 1, '')
    end
  end
  redis.call('EXPIRE', key, TTL)
end
for _, new in ipairs(cjson.decode(ARGV[1])) do
  redis.call('HSET', TOLD .. new.id, 'story', new.story, 'report', new.report)
  redis.call('EXPIRE', TOLD .. new.id, TTL)
  stand_for(new.story, new.id)
  for _, band in ipairs(new.bands) do
    local key = BANDS .. new.bucket .. ':' .. band
    redis.call('LREM', key, 1, new.id)
    redis.call('LPUSH', key, new.id)
    redis.call('LTRIM', key, 0, LIST - 1)
    redis.call('EXPIRE', key, TTL)
  end
end
local texts = 0
for _, each in ipairs(cjson.decode(ARGV[2])) do
  local grown = redis.call('BITFIELD', COUNTS, 'OVERFLOW', 'SAT', 'INCRBY', 'u16', '#' .. each[1], each[2])[1]
  if each[1] >= PLACES then texts = math.max(texts, grown) end
end
if texts >= HORIZON then
  -- What was long ago counts half: every counter is two bytes, the higher one first.
  local table_, halved = redis.call('GET', COUNTS), {}
  for at = 1, #table_, 4096 do
    local bytes = {string.byte(table_, at, at + 4095)}
    for i = 1, #bytes - 1, 2 do
      local count = math.floor((bytes[i] * 256 + bytes[i + 1]) / 2)
      bytes[i], bytes[i + 1] = math.floor(count / 256), count % 256
    end
    halved[#halved + 1] = string.char(unpack(bytes))
  end
  redis.call('SET', COUNTS, table.concat(halved))
end
for _, pair in ipairs(cjson.decode(ARGV[3])) do redis.call('HSETNX', JOINS, pair[1], pair[2]) end
