-- Tells those who wait for the end of a key's lease that it has ended.
local function wake(waiters, channel, cache_key)
  local clients = redis.pcall('SMEMBERS', waiters)
  for _, client in ipairs(clients) do
    redis.call('PUBLISH', channel .. client, cache_key)
  end
  if #clients > 0 or clients.err then
    redis.call('DEL', waiters)
  end
end
