-- ARGV: the chat's list.
for _, id in ipairs(redis.call('ZRANGE', ARGV[1], 0, -1)) do
  local held = redis.call('HMGET', delivery(id), 'state', 'target', 'lane', 'entry', 'content')
  if held[1] then
    if not ended(held[1]) then
      pull(held[3], held[4])
      count('cancelled')
      release(held[5])
    elseif held[1] == 'failed' then release(held[5]) end
    if redis.call('HGET', DIGESTS, held[2]) == id then redis.call('HDEL', DIGESTS, held[2]) end
  end
  redis.call('ZREM', PENDING, id)
  redis.call('ZREM', LATER, id)
  redis.call('ZREM', DEAD, id)
  redis.call('DEL', delivery(id))
end
redis.call('DEL', ARGV[1])
settle()
return 1
