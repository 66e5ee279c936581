-- ARGV: id, worker, ending, why, now, the subscriber's target or "", its record as known, its new record.
-- Gives 0 when that record has changed in the meantime.
local id, worker, ending, why, now = unpack(ARGV)
local held = redis.call('HMGET', delivery(id), 'state', 'owner', 'target', 'lane', 'entry', 'content')
if not held[1] or ended(held[1]) or (held[2] ~= worker and ending ~= 'sent') then return 1 end
if not advance(ARGV[6], ARGV[7], ARGV[8]) then return 0 end
close(id, {unpack(held, 3, 6)}, ending, now, 'why', why)
return 1
