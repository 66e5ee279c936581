-- Moves a reader's cursor, unless their record has changed in the meantime.
local function advance(target, known, new)
  local record = target ~= '' and redis.call('GET', subscriber(target))
  if record and record ~= new then
    if record ~= known then return false end
    redis.call('SET', subscriber(target), new)
  end
  return true
end
local function close(id, place, ending, now, ...)
  local target, kind, entry, name = unpack(place)
  local key = delivery(id)
  pull(kind, entry)
  redis.call('HSET', key, 'state', ending, 'ended', now, 'owner', '', ...)
  add('ZREM', PENDING, id)
  if redis.call('HGET', DIGESTS, target) == id then add('HDEL', DIGESTS, target) end
  count(ending)
  if ending == 'failed' then
    redis.call('ZADD', DEAD, now, id)
    redis.call('EXPIRE', key, DEAD_TTL)
    if name then redis.call('EXPIRE', content(name), DEAD_TTL) end
  else
    redis.call('EXPIRE', key, DELIVERY_TTL)
    release(name)
  end
end
