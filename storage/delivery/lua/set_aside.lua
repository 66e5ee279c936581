-- ARGV: lane, entry, id, now, why. A delivery whose record cannot be read leaves the queue, for the operator to look at.
local key = delivery(ARGV[3])
pull(ARGV[1], ARGV[2])
add('ZREM', PENDING, ARGV[3])
if redis.call('EXISTS', key) == 1 and not ended(redis.call('HGET', key, 'state')) then
  redis.call('HSET', key, 'state', 'failed', 'ended', ARGV[4], 'owner', '', 'why', ARGV[5])
  redis.call('EXPIRE', key, DEAD_TTL)
  redis.call('ZADD', DEAD, ARGV[4], ARGV[3])
  count('failed')
end
local target = redis.call('HGET', key, 'target')
if target and redis.call('HGET', DIGESTS, target) == ARGV[3] then redis.call('HDEL', DIGESTS, target) end
settle()
return 1
