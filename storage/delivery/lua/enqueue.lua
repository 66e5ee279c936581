-- ARGV: JSON list of [id, target], kind, lane, slot, content name, body, parts, name of this call. Gives how many are
-- queued by it, those of a first try included whose answer was lost.
local queued, fresh = 0, 0
for _, one in ipairs(cjson.decode(ARGV[1])) do
  local by = redis.call('HMGET', delivery(one[1]), 'id', 'by')
  if not by[1] then
    create(one[1], one[2], ARGV[2], ARGV[3], ARGV[4], 'content', ARGV[5], 'parts', ARGV[7], 'by', ARGV[8])
    fresh = fresh + 1
  end
  if not by[1] or by[2] == ARGV[8] then queued = queued + 1 end
end
if fresh > 0 then hold(ARGV[5], ARGV[6], fresh) end
settle()
return queued
