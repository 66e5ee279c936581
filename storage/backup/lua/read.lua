-- KEYS: what to read. ARGV: the most elements that one may have, and bytes of all together, or 0; a key to mark that this
-- was read, or ''. Gives for each key its type, when it expires (-1: never) and all that it holds, or false where that is
-- too many elements; false for keys that are left, because those before them are enough at once.
local most, room = tonumber(ARGV[1]), tonumber(ARGV[2])
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
local function bytes(held)
  if type(held) == 'string' then return #held end
  local sum = 0
  for _, each in ipairs(held) do sum = sum + bytes(each) end
  return sum
end
local out, taken = {}, 0
local function take(key)
  local kind = redis.call('TYPE', key).ok
  local read, held = reads[kind], false
  if read and not (most > 0 and sizes[kind] and redis.call(sizes[kind], key) > most) then
    held = redis.call(read[1], key, unpack(read, 2))
  end
  local stream = kind == 'stream' and {redis.call('XINFO', 'STREAM', key), groups(key)} or false
  if held and room > 0 then taken = taken + bytes(held) end
  return {kind, redis.call('PEXPIRETIME', key), held, stream}
end
for n, key in ipairs(KEYS) do out[n] = (room == 0 or taken < room) and take(key) end
if ARGV[3] ~= '' then redis.call('SET', ARGV[3], '1', 'EX', 60) end
return out
