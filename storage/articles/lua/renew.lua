-- KEYS: the article. ARGV: the plan as JSON, the record as it was, as it is now. Writes what another version makes of an
-- article that has not changed: no news to anybody. Gives 0 where it has changed meanwhile.
if redis.call('HGET', KEYS[1], 'data') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'data', ARGV[3])
if plan.section ~= '' then count(SECTION, SECTIONS, plan.section, plan.id, plan.published) end
return 1
