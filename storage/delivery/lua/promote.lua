-- ARGV: now, limit.
local ids = redis.call('ZRANGEBYSCORE', LATER, '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, id in ipairs(ids) do
  redis.call('ZREM', LATER, id)
  local held = redis.call('HMGET', delivery(id), 'state', 'lane')
  if held[1] == 'later' then push(id, held[2]) end
end
return #ids
