-- A delivery is put into a sender's hands; for load.lua and claim.lua, which say what is given.
local function load(worker, kind, entry, id)
  local held = redis.call('HMGET', delivery(id), 'state', 'entry', 'target', 'was')
  if not held[1] or ended(held[1]) or held[2] ~= entry then
    pull(kind, entry)
    return false
  end
  if held[1] == 'sending' then redis.call('HINCRBY', delivery(id), 'doubts', 1) end
  redis.call('HSET', delivery(id), 'owner', worker, 'state', 'claimed')
  local record = redis.call('GET', subscriber(held[3]))
  if not record and held[4] then record = redis.call('GET', subscriber(held[4])) end
  return {redis.call('HGETALL', delivery(id)), record, {kind, entry, id}}
end
local out = {}
