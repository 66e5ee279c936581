-- KEYS: sets of article ids by publishing time. ARGV: a moment. Gives for each set how many stories its articles tell
-- since then. The story stands early in a record, and no text can hold these quotation marks unescaped.
local story_of, counts = {}, {}
for at, key in ipairs(KEYS) do
  local seen, many = {}, 0
  for _, id in ipairs(redis.call('ZRANGE', key, ARGV[1], '+inf', 'BYSCORE', 'LIMIT', 0, MOST)) do
    if not story_of[id] then
      local record = redis.call('HGET', ARTICLE .. id, 'data') or ''
      story_of[id] = string.match(record, '"story":"([^"]*)"') or id
    end
    local story = story_of[id]
    if not seen[story] then
      seen[story] = true
      many = many + 1
    end
  end
  counts[at] = many
end
return counts
