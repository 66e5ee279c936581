-- ARGV: id. The operator's second try for a failed delivery.
local key = delivery(ARGV[1])
local held = redis.call('HMGET', key, 'state', 'lane', 'slot', 'content')
if held[1] ~= 'failed' then return 0 end
redis.call('PERSIST', key)
redis.call('HDEL', key, 'why', 'tries', 'since', 'ended', 'plain', 'doubts')
redis.call('ZREM', DEAD, ARGV[1])
redis.call('ZADD', PENDING, held[3], ARGV[1])
redis.call('HINCRBY', BOOKS, 'failed', -1)
if held[4] then redis.call('DEL', refused(held[4])) end
push(ARGV[1], held[2])
return 1
