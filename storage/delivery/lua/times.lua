-- When the latest messages went to a chat, the newest first: of a private chat two, as one text; of others a list.
local function times_of(chat, text, count)
  if string.sub(chat, 1, 1) == '-' then return redis.call('LRANGE', CHAT_PACE .. chat, 0, count - 1) end
  local times = {}
  for each in string.gmatch(text or '', '%S+') do times[#times + 1] = each end
  return times
end
