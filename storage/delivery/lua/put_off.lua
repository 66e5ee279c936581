-- ARGV: id, worker, until, tries, since or "", why, "1" if doubtful, "1" if plain.
local id, worker, till, tries, since, why, doubtful, plain = unpack(ARGV)
local key = delivery(id)
local held = redis.call('HMGET', key, 'state', 'owner', 'lane', 'entry')
if not held[1] or ended(held[1]) or held[2] ~= worker then return 0 end
pull(held[3], held[4])
redis.call('HSET', key, 'state', 'later', 'owner', '', 'entry', '', 'tries', tries, 'since', since, 'why', why)
if doubtful == '1' then redis.call('HINCRBY', key, 'doubts', 1) end
if plain == '1' then redis.call('HSET', key, 'plain', '1') end
redis.call('ZADD', LATER, till, id)
return 1
