-- KEYS: none of their own; ARGV: for each article its id, buckets and bands, as JSON. Gives for each the stories that
-- share most with it, with the reports that stand for them, and what is remembered of each report.
local found, members, told = {}, {}, {}
local function tell(id)
  if told[id] == nil then
    local held = redis.call('HMGET', TOLD .. id, 'story', 'report')
    told[id] = held[1] and held or false
  end
  return told[id]
end
local function filed(bucket, bands)
  return #bands > 0 and redis.call('HMGET', FILED .. bucket, unpack(bands)) or bands
end
for n, wanted in ipairs(cjson.decode(ARGV[1])) do
  local counts, order = {}, {}
  for _, bucket in ipairs(wanted.buckets) do
    for _, held in ipairs(filed(bucket, wanted.bands)) do
      for id in string.gmatch(held or '', '%S+') do
        if not counts[id] then order[#order + 1] = id end
        counts[id] = (counts[id] or 0) + 1
      end
    end
  end
  local chosen = {}
  for _, id in ipairs(order) do
    if counts[id] >= math.min(SHARED, #wanted.bands) then chosen[#chosen + 1] = id end
  end
  table.sort(chosen, function(a, b)
    if counts[a] ~= counts[b] then return counts[a] > counts[b] end
    return a < b
  end)
  local stories, seen = {}, {}
  tell(wanted.id)
  for at = 1, math.min(#chosen, LOOKED_AT) do
    local held = tell(chosen[at])
    if held and not seen[held[1]] and #stories < STORIES then
      seen[held[1]] = true
      stories[#stories + 1] = held[1]
    end
  end
  for _, story in ipairs(stories) do
    if not members[story] then
      members[story] = redis.call('LRANGE', MEMBERS .. story, 0, -1)
      for _, id in ipairs(members[story]) do tell(id) end
    end
  end
  found[n] = stories
end
local ids, stories, reports = {}, {}, {}
for id, held in pairs(told) do
  if held then ids[#ids + 1] = id stories[#stories + 1] = held[1] reports[#reports + 1] = held[2] end
end
local named, of = {}, {}
for story, list in pairs(members) do named[#named + 1] = story of[#of + 1] = list end
return {found, named, of, ids, stories, reports}
