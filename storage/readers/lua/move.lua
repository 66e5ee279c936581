-- Keys: each old name and its new one, then the allowlist. Arguments: the old and the new chat id.
for i = 1, #KEYS - 1, 2 do
  if redis.call('EXISTS', KEYS[i]) == 1 then
    redis.call('RENAMENX', KEYS[i], KEYS[i + 1])
    redis.call('DEL', KEYS[i])
  end
end
if redis.call('SREM', KEYS[#KEYS], ARGV[1]) == 1 then redis.call('SADD', KEYS[#KEYS], ARGV[2]) end
