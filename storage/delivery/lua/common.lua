-- What all scripts of the outbox share. Names in capitals stand in the prelude, which storage/delivery/scripts.py writes.
local function delivery(id) return DELIVERY .. id end
local function lane(kind) return LANE .. kind end
local function content(name) return CONTENT .. name end
local function refused(name) return BLOCKED .. name end
local function subscriber(target) return SUBSCRIBER .. target end
local function of_chat(target)
  return CHAT .. string.match(target, '^[^:]+')
end
local function ended(state)
  return state == 'sent' or state == 'empty' or state == 'paused' or state == 'cancelled' or state == 'failed'
end
-- What `settle` writes at the end, one command for all: any other member of a key that gets more, and counts.
local commands, counted, spans, refs = {}, {}, {}, {}
local function add(command, key, ...)
  local held = commands[command .. key]
  if not held then
    held = {command, key}
    commands[command .. key] = held
  end
  for _, word in ipairs({...}) do held[#held + 1] = word end
  return held
end
local function count(name) counted[name] = (counted[name] or 0) + 1 end
local function pull(kind, entry)
  if kind and entry and entry ~= '' then
    if #add('XACK', lane(kind)) == 2 then add('XACK', lane(kind), GROUP) end
    add('XACK', lane(kind), entry)
    add('XDEL', lane(kind), entry)
  end
end
local function hold(name, body, times)
  if not refs[name] and redis.call('EXISTS', content(name)) == 0 then
    if body == '' then return false end
    redis.call('HSET', content(name), 'body', body)
    redis.call('EXPIRE', content(name), CONTENT_TTL)
  end
  refs[name] = (refs[name] or 0) + times
  return true
end
local function release(name)
  if name and name ~= '' then refs[name] = (refs[name] or 0) - 1 end
end
local function settle()
  for _, command in pairs(commands) do redis.call(unpack(command)) end
  for name, by in pairs(counted) do redis.call('HINCRBY', BOOKS, name, by) end
  for span, by in pairs(spans) do
    redis.call('INCRBY', span, by)
    redis.call('EXPIRE', span, 120)
  end
  for name, by in pairs(refs) do
    if redis.call('HINCRBY', content(name), 'refs', by) <= 0 then redis.call('DEL', content(name)) end
  end
end
local function list(id, target, slot)
  local chat = of_chat(target)
  redis.call('ZADD', chat, slot, id)
  redis.call('EXPIRE', chat, DEAD_TTL)
  local beyond = math.min(redis.call('ZCARD', chat) - KEPT_OF_A_CHAT, 100)
  -- Two at least, so that more of what has expired is struck off than is added.
  for at, old in ipairs(redis.call('ZRANGE', chat, 0, math.max(beyond, 2) - 1)) do
    local state = redis.call('HGET', delivery(old), 'state')
    if not state or (at <= beyond and ended(state) and not redis.call('ZSCORE', DEAD, old)) then
      redis.call('ZREM', chat, old)
      redis.call('DEL', delivery(old))
    end
  end
end
local function push(id, kind, ...)
  local entry = redis.call('XADD', lane(kind), '*', 'id', id)
  redis.call('HSET', delivery(id), 'entry', entry, 'state', 'queued', 'owner', '', ...)
end
local function create(id, target, kind, lane_kind, slot, ...)
  push(id, lane_kind, 'id', id, 'target', target, 'kind', kind, 'lane', lane_kind, 'slot', slot, ...)
  add('ZADD', PENDING, slot, id)
  count('due')
  list(id, target, slot)
end
