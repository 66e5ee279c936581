-- KEYS: the lease, the schema. ARGV: who notes, a field, its value. Gives 0 where the lease is somebody else's by now.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
if ARGV[2] == 'version' then redis.call('HDEL', KEYS[2], 'at') end
return 1
