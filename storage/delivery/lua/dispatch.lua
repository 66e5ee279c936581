-- ARGV[1]: JSON list of [target, score, next or "", id or "", slot, up_to, when to look again, not
-- before or ""].
local queued = 0
for _, step in ipairs(cjson.decode(ARGV[1])) do
  local target, score, following, id, slot, up_to, again, later = unpack(step)
  local standing = redis.call('ZSCORE', DUE, target)
  if standing and tonumber(standing) == tonumber(score) then
    local wanted = id ~= '' and redis.call('EXISTS', delivery(id)) == 0
    local open = wanted and redis.call('HEXISTS', DIGESTS, target) == 1
    if open then add('ZADD', DUE, again, target)
    elseif following == '' then add('ZREM', DUE, target)
    else add('ZADD', DUE, following, target) end
    if wanted and not open then
      add('HSET', DIGESTS, target, id)
      create(id, target, 'digest', 'digest', slot, 'up_to', up_to)
      if later ~= '' then
        pull('digest', redis.call('HGET', delivery(id), 'entry'))
        redis.call('HSET', delivery(id), 'state', 'later', 'entry', '')
        add('ZADD', LATER, later, id)
      end
      queued = queued + 1
    end
  end
end
settle()
return queued
