-- ARGV: the old chat's list, the new chat's id.
local moved = 0
for _, id in ipairs(redis.call('ZRANGE', ARGV[1], 0, -1)) do
  local target = redis.call('HGET', delivery(id), 'target')
  if target then
    local thread = string.match(target, ':.*$') or ''
    local now = ARGV[2] .. thread
    redis.call('HSET', delivery(id), 'target', now, 'was', target)
    list(id, now, redis.call('HGET', delivery(id), 'slot'))
    if redis.call('HGET', DIGESTS, target) == id then
      redis.call('HDEL', DIGESTS, target)
      redis.call('HSETNX', DIGESTS, now, id)
    end
    moved = moved + 1
  end
end
redis.call('DEL', ARGV[1])
return moved
