-- ARGV: the articles to file, as JSON; counters to raise, as a JSON list of `#counter` and by how much; stories found to be
-- one, as JSON pairs.
local function stand_for(story, id)
  local key = MEMBERS .. story
  if not redis.call('LPOS', key, id) and redis.call('RPUSH', key, id) > MOST_MEMBERS then
    redis.call('LSET', key, MOST_MEMBERS / 2, '')
    redis.call('LREM', key, 1, '')
  end
  redis.call('EXPIRE', key, TTL)
end
local function with(id, held)
  local ids = {id}
  for other in string.gmatch(held or '', '%S+') do
    if other ~= id and #ids < LIST then ids[#ids + 1] = other end
  end
  return table.concat(ids, ' ')
end
for _, new in ipairs(cjson.decode(ARGV[1])) do
  redis.call('HSET', TOLD .. new.id, 'story', new.story, 'report', new.report)
  redis.call('EXPIRE', TOLD .. new.id, TTL)
  stand_for(new.story, new.id)
  local key, fields = FILED .. new.bucket, {}
  for n, held in ipairs(redis.call('HMGET', key, unpack(new.bands))) do
    fields[2 * n - 1], fields[2 * n] = new.bands[n], with(new.id, held)
  end
  redis.call('HSET', key, unpack(fields))
  redis.call('EXPIRE', key, FILED_TTL, 'NX')
end
-- A call for each counter would cost more than all else here; one call has room for some thousands of words.
local TEXTS = {['#' .. HAN] = true, ['#' .. LATIN] = true}
local raised, texts = cjson.decode(ARGV[2]), 0
for first = 1, #raised, 2000 do
  local words = {}
  for at = first, math.min(first + 1999, #raised), 2 do
    local n = #words
    words[n + 1], words[n + 2], words[n + 3], words[n + 4] = 'INCRBY', 'u16', raised[at], raised[at + 1]
  end
  local grown = redis.call('BITFIELD', COUNTS, 'OVERFLOW', 'SAT', unpack(words))
  for n, count in ipairs(grown) do
    if TEXTS[raised[first + 2 * n - 2]] then texts = math.max(texts, count) end
  end
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
