-- KEYS: what to read. ARGV: the most elements that one may have, or 0; a key to mark that this was read, or ''.
-- Gives for each key its type, when it expires (-1: never) and all that it holds, or false where that is too much.
local most = tonumber(ARGV[1])
local sizes = {hash = 'HLEN', set = 'SCARD', zset = 'ZCARD', list = 'LLEN', stream = 'XLEN'}
local reads = {
  string = {'GET'}, hash = {'HGETALL'}, set = {'SMEMBERS'}, zset = {'ZRANGE', 0, -1, 'WITHSCORES'},
  list = {'LRANGE', 0, -1}, stream = {'XRANGE', '-', '+'},
}
local function groups(key)
  local found = redis.call('XINFO', 'GROUPS', key)
  for n, group in ipairs(found) do
    found[n] = {group, redis.call('XPENDING', key, group[2], '-', '+', 1000000)}
  end
  return found
end
local out = {}
for n, key in ipairs(KEYS) do
  local kind = redis.call('TYPE', key).ok
  local read, held = reads[kind], false
  if read and not (most > 0 and sizes[kind] and redis.call(sizes[kind], key) > most) then
    held = redis.call(read[1], key, unpack(read, 2))
  end
  local stream = kind == 'stream' and {redis.call('XINFO', 'STREAM', key), groups(key)} or false
  out[n] = {kind, redis.call('PEXPIRETIME', key), held, stream}
end
if ARGV[2] ~= '' then redis.call('SET', ARGV[2], '1', 'EX', 60) end
return out
