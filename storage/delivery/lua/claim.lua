-- ARGV: worker, then a lane and how many of it. Reads them off the lanes; gives what LOAD does.
for i = 2, #ARGV, 2 do
  local kind = ARGV[i]
  local read = redis.call(
    'XREADGROUP', 'GROUP', GROUP, ARGV[1], 'COUNT', ARGV[i + 1], 'STREAMS', lane(kind), '>'
  )
  for _, one in ipairs(read and read[1][2] or {}) do out[#out + 1] = load(ARGV[1], kind, one[1], one[2][2]) end
end
settle()
return out
