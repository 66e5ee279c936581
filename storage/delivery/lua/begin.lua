-- ARGV: id, worker, part, content name, body or "", parts, cursor, "1" if plain.
local key = delivery(ARGV[1])
local held = redis.call('HMGET', key, 'owner', 'state', 'content', 'doubts', 'next')
if held[1] ~= ARGV[2] or ended(held[2]) then return 'lost' end
-- Whoever had it before has noted this part after it was taken over: it is to be loaded again, not sent again.
if tonumber(held[5] or '0') > tonumber(ARGV[3]) then return 'lost' end
local refusals = tonumber(redis.call('GET', refused(ARGV[4])) or '0')
if ARGV[8] ~= '1' and refusals >= REFUSALS then return 'blocked_content' end
if not held[3] and not hold(ARGV[4], ARGV[5], 1) then return 'body' end
if held[2] ~= 'sending' then
  if tonumber(held[4] or '0') > 0 then count('repeats') end
  redis.call(
    'HSET', key, 'state', 'sending', 'next', ARGV[3],
    unpack(held[3] and {} or {'content', ARGV[4], 'parts', ARGV[6], 'cursor', ARGV[7]})
  )
end
return 'go'
