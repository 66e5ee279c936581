-- ARGV: id, part, message id, now, key of the counter of this time span, "1" if it was the last, and then the
-- subscriber's target or "", its record as known, its new record. Gives 0 when that record has changed in the
-- meantime: the part is noted all the same, the delivery not ended.
local id, part, message, now, span, last = unpack(ARGV)
local key = delivery(id)
local held = redis.call('HMGET', key, 'state', 'next', 'target', 'lane', 'entry', 'content')
if not held[1] or ended(held[1]) then return 1 end
local fresh = (held[2] or '0') == part
-- Another sender may have put it off in the meantime; promoting it goes by that state.
local state = held[1] == 'sending' and 'claimed' or held[1]
if fresh then
  count('parts')
  spans[span] = (spans[span] or 0) + 1
end
local ending = last == '1' and advance(ARGV[7], ARGV[8], ARGV[9])
if ending then
  close(id, {unpack(held, 3, 6)}, 'sent', now, unpack(fresh and {'m:' .. part, message, 'next', part + 1} or {}))
elseif fresh then
  redis.call('HSET', key, 'm:' .. part, message, 'next', part + 1, 'state', state)
  redis.call('HDEL', key, 'doubts', 'plain', 'tries', 'since', 'why')
end
return (ending or last ~= '1') and 1 or 0
