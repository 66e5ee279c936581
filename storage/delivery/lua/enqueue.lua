-- ARGV: JSON list of [id, target], kind, lane, slot, content name, body, parts.
local queued = 0
for _, one in ipairs(cjson.decode(ARGV[1])) do
  if redis.call('EXISTS', delivery(one[1])) == 0 then
    create(one[1], one[2], ARGV[2], ARGV[3], ARGV[4], 'content', ARGV[5], 'parts', ARGV[7])
    queued = queued + 1
  end
end
if queued > 0 then hold(ARGV[5], ARGV[6], queued) end
settle()
return queued
