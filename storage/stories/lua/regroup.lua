-- KEYS: the article, the log. ARGV: the plan as JSON, the record. Moves one report to another story; gives 0, and
-- writes nothing, where the article has another revision by now.
if tonumber(redis.call('HGET', KEYS[1], 'rev') or '0') ~= plan.rev - 1 then return 0 end
redis.call('HSET', KEYS[1], 'data', ARGV[2], 'rev', plan.rev)
local arrived = redis.call('ZSCORE', STORY .. plan.old, plan.id) or plan.now
redis.call('ZREM', STORY .. plan.old, plan.id)
redis.call('ZADD', STORY .. plan.new, arrived, plan.id)
if redis.call('EXISTS', TOLD .. plan.id) == 1 then redis.call('HSET', TOLD .. plan.id, 'story', plan.new) end
if redis.call('LREM', MEMBERS .. plan.old, 1, plan.id) == 1 then
  redis.call('RPUSH', MEMBERS .. plan.new, plan.id)
  if redis.call('LLEN', MEMBERS .. plan.new) > MOST_MEMBERS then
    redis.call('LSET', MEMBERS .. plan.new, MOST_MEMBERS / 2, '')
    redis.call('LREM', MEMBERS .. plan.new, 1, '')
  end
  redis.call('EXPIRE', MEMBERS .. plan.new, TTL)
end
append(KEYS[2], plan.now_ms, plan.id, plan.rev, 'regrouped')
return 1
