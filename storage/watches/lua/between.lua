return redis.call('ZRANGE', ARGV[1], ARGV[2], ARGV[3], 'BYSCORE')
