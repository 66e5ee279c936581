-- ARGV: worker, prefix of the keys that mark living senders, worker's mark, limit, then the lanes. Gives lane, entry, id
-- of each. A call that was made before a silence of the server's judges nobody: it bears a mark that was made anew or
-- is half used up, and the others could not say that they live either.
local out = {}
local function add(kind, entries)
  for _, entry in ipairs(entries) do
    if entry and entry[2] then
      out[#out + 1] = kind
      out[#out + 1] = entry[1]
      out[#out + 1] = entry[2][2]
    end
  end
end
for _, name in ipairs(redis.call('SMEMBERS', SENDERS)) do
  if redis.call('EXISTS', ARGV[2] .. name) == 0 then redis.call('SREM', SENDERS, name) end
end
local own = ARGV[2] .. ARGV[1]
local judges = redis.call('GET', own) == ARGV[3]
  and redis.call('PTTL', own) > tonumber(string.match(ARGV[3], '^%d+')) / 2
for i = 5, #ARGV do
  local stream = lane(ARGV[i])
  for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', stream, GROUP)) do
    local name, waiting = info[2], info[4]
    local mine = name == ARGV[1]
    if mine or (judges and redis.call('EXISTS', ARGV[2] .. name) == 0) then
      local ids = {}
      for _, one in ipairs(redis.call('XPENDING', stream, GROUP, '-', '+', ARGV[4], name)) do ids[#ids + 1] = one[1] end
      if #ids > 0 then add(ARGV[i], redis.call('XCLAIM', stream, GROUP, ARGV[1], 0, unpack(ids))) end
      if not mine and waiting <= #ids then redis.call('XGROUP', 'DELCONSUMER', stream, GROUP, name) end
    end
  end
end
return out
