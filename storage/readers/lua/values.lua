return redis.call('HVALS', ARGV[1])
