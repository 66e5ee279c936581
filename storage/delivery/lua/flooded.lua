-- ARGV: chat, wait, now, group span.
local chat, wait, now = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local function text(number) return string.format('%.17g', number) end
local function milliseconds(seconds) return math.floor((seconds + GRACE) * 1000) end
local function extend(key, till)
  if till > tonumber(redis.call('GET', key) or '0') then
    redis.call('SET', key, text(till), 'PX', milliseconds(till - now))
  end
end
extend(CHAT_PAUSE .. chat, now + wait)
redis.call('ZADD', PAUSED_CHATS, text(now + wait), chat)
redis.call('ZREMRANGEBYSCORE', PAUSED_CHATS, '-inf', text(now))
local last = redis.call('ZSCORE', FLOODS, chat)
local age = last and now - tonumber(last)
local notorious = age and age > FLOOD_WINDOW and age < NOTORIOUS
redis.call('ZREMRANGEBYSCORE', FLOODS, '-inf', text(now - NOTORIOUS))
redis.call('ZREMRANGEBYSCORE', FLOODS, '(' .. text(now), '+inf')
redis.call('ZREM', FLOODS, chat)
local others = redis.call('ZCOUNT', FLOODS, text(now - FLOOD_WINDOW), '+inf')
redis.call('ZADD', FLOODS, text(now), chat)
if notorious then return 'chat' end
if others > 0 then
  redis.call('DEL', FLOODS)
  extend(PAUSE, now + wait)
  redis.call('HSET', PACE, 'resumed', redis.call('GET', PAUSE))
  return 'all'
end
local recent = 0
for _, at in ipairs(times_of(chat, redis.call('MGET', CHAT_PACE .. chat)[1], 2)) do
  if now - tonumber(at) <= tonumber(ARGV[4]) then recent = recent + 1 end
end
if string.sub(chat, 1, 1) ~= '-' and recent <= 1 then
  extend(PAUSE, now + math.min(wait, SUSPICION))
  return 'all'
end
return 'chat'
