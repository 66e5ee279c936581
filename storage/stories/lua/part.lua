-- ARGV: two stories. From now on they are never one, nor is what either is joined with.
redis.call('SADD', APART .. ARGV[1], ARGV[2])
redis.call('SADD', APART .. ARGV[2], ARGV[1])
redis.call('EXPIRE', APART .. ARGV[1], APART_TTL)
redis.call('EXPIRE', APART .. ARGV[2], APART_TTL)
