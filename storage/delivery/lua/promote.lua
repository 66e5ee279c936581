-- ARGV: now, limit.
local ids = redis.call('ZRANGEBYSCORE', LATER, '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, id in ipairs(ids) do
  redis.call('ZREM', LATER, id)
  local held = redis.call('HMGET', delivery(id), 'state', 'lane')
  if held[1] == 'later' then push(id, held[2]) end
end
-- Failures, the oldest first, whose records have expired: nothing of them may stay listed.
for _ = 1, 1000 do
  local oldest = redis.call('ZRANGE', DEAD, 0, 0)[1]
  if not oldest or redis.call('EXISTS', delivery(oldest)) == 1 then break end
  redis.call('ZREM', DEAD, oldest)
end
return #ids
