-- ARGV: places in the table of word counts, as JSON. Gives the count at each.
local held, counts = redis.call('GET', COUNTS) or '', {}
for at, place in ipairs(cjson.decode(ARGV[1])) do
  local high, low = string.byte(held, place * 2 + 1, place * 2 + 2)
  counts[at] = (high or 0) * 256 + (low or 0)
end
return counts
