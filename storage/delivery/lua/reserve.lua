-- ARGV: now, seconds between messages, horizon, gap, group count, group span, seconds between paid messages or 0, how
-- many of those a day, after how many seconds of a full free rate, then the chats. Gives turn, moment and "1" if paid of
-- each, and "1" when the cap has held back for the first time that day.
local now, interval, horizon, gap = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local count, span, paying, cap = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local held = redis.call('HMGET', PACE, 'next', 'resumed', 'paid', 'burst', 'full', 'short')
local following, resumed = tonumber(held[1] or '0'), tonumber(held[2] or -SLOW_START)
-- A pause of more than a day is of a clock that has been set back since.
local function ending(pause)
  pause = tonumber(pause or '0')
  return pause > now + LONGEST_PAUSE and 0 or pause
end
local pause = ending(redis.call('GET', PAUSE))
local paid_following, burst = tonumber(held[3] or '0'), tonumber(held[4] or '0')
local full, short = tonumber(held[5] or '0'), tonumber(held[6] or '0')
local function text(number) return string.format('%.17g', number) end
if following > now + PLAUSIBLE then following = now end
if paid_following > now + PLAUSIBLE then paid_following = now end
if now >= resumed and now - resumed < SLOW_START then
  local slower = 2 - (now - resumed) / SLOW_START
  interval, paying = interval * slower, paying * slower
end
local day, spent, before = string.format('%d', math.floor(now / 86400)), 0, 0
if paying > 0 then
  local state = redis.call('MGET', PAID_MESSAGES .. day, PAID_REFUSED)
  spent = tonumber(state[1] or '0')
  if state[2] then paying = 0 end
end
before = spent
-- Since when the free rate has not been enough, without a break.
local function lasting()
  if math.abs(now - short) > BURST or full > now then full = now end
  short = now
  return now - full >= tonumber(ARGV[9])
end
local out, names, taken, capped = {}, {}, false, false
local function say(turn, at, paid)
  out[#out + 1] = turn
  out[#out + 1] = text(at)
  out[#out + 1] = paid and '1' or ''
end
for i = 10, #ARGV do
  names[#names + 1] = CHAT_PAUSE .. ARGV[i]
  names[#names + 1] = CHAT_PACE .. ARGV[i]
end
local known = redis.call('MGET', unpack(names))
local function free(times, group)
  local newest = tonumber(times[1])
  if not newest or newest > now + PLAUSIBLE then return 0 end
  local at = newest + gap
  if group and times[count] then at = math.max(at, tonumber(times[count]) + span) end
  return at
end
local function take(chat, slot, times, group)
  local key = CHAT_PACE .. chat
  slot = text(slot)
  if not group then
    known[chat] = slot .. ' ' .. (times[1] or '')
    redis.call('SET', key, known[chat], 'EX', CHAT_TTL)
  else
    redis.call('LPUSH', key, slot)
    if times[count] then redis.call('LTRIM', key, 0, count - 1) end
    redis.call('EXPIRE', key, CHAT_TTL)
  end
end
for i = 10, #ARGV do
  local chat = ARGV[i]
  local group = string.sub(chat, 1, 1) == '-'
  local paused = ending(known[2 * i - 19])
  local slot, beyond = math.max(now, following), false
  if paying > 0 and slot > now + horizon and lasting() then
    if spent < cap then slot, beyond = math.max(now, paid_following), true else capped = true end
  end
  if pause > now then say('all', pause)
  elseif paused > now then say('chat', paused)
  elseif slot > now + horizon then say('all', slot - horizon / 2)
  else
    local times = times_of(chat, known[chat] or known[2 * i - 18], count)
    local at = free(times, group)
    if at > slot then say('chat', at)
    else
      take(chat, slot, times, group)
      taken = true
      if beyond then paid_following, burst = slot + paying, slot else following = slot + interval end
      local paid = paying > 0 and spent < cap and math.abs(slot - burst) < BURST
      if paid then spent = spent + 1 end
      say('go', slot, paid)
    end
  end
end
if taken then redis.call('HSET', PACE, 'next', text(following)) end
if short == now then redis.call('HSET', PACE, 'full', text(full), 'short', text(short)) end
if spent > before then
  redis.call('HSET', PACE, 'paid', text(paid_following), 'burst', text(burst))
  redis.call('INCRBY', PAID_MESSAGES .. day, spent - before)
  redis.call('EXPIRE', PAID_MESSAGES .. day, PAID_TTL)
end
capped = capped and redis.call('SET', PAID_CAPPED .. day, '1', 'NX', 'EX', PAID_TTL)
out[#out + 1] = capped and '1' or ''
return out
