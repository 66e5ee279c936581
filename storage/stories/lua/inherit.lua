-- ARGV: a story and the one that it is joined with, which takes over what the first must be kept apart from. Gives 0
-- where that is the second itself.
if redis.call('SISMEMBER', APART .. ARGV[1], ARGV[2]) == 1 then return 0 end
for _, other in ipairs(redis.call('SMEMBERS', APART .. ARGV[1])) do
  redis.call('SADD', APART .. ARGV[2], other)
  redis.call('SADD', APART .. other, ARGV[2])
  redis.call('EXPIRE', APART .. ARGV[2], APART_TTL)
  redis.call('EXPIRE', APART .. other, APART_TTL)
end
return 1
