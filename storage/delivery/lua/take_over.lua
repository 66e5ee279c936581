-- ARGV: worker, prefix of the keys that mark living senders, limit, then the lanes. Gives lane, entry, id of each.
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
for i = 4, #ARGV do
  local stream = lane(ARGV[i])
  for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', stream, GROUP)) do
    local name, waiting = info[2], info[4]
    local mine = name == ARGV[1]
    if mine or redis.call('EXISTS', ARGV[2] .. name) == 0 then
      local ids = {}
      for _, one in ipairs(redis.call('XPENDING', stream, GROUP, '-', '+', ARGV[3], name)) do ids[#ids + 1] = one[1] end
      if #ids > 0 then add(ARGV[i], redis.call('XCLAIM', stream, GROUP, ARGV[1], 0, unpack(ids))) end
      if not mine and waiting <= #ids then redis.call('XGROUP', 'DELCONSUMER', stream, GROUP, name) end
    end
  end
end
return out
