-- ARGV: moment, now. What is put off beyond the moment is put off until now.
local ids = redis.call('ZRANGEBYSCORE', LATER, '(' .. ARGV[1], '+inf')
for _, id in ipairs(ids) do redis.call('ZADD', LATER, ARGV[2], id) end
return #ids
