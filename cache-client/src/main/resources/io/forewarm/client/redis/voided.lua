-- Answers with what was made void since a time.
-- KEYS: voided
-- ARGV: clock in ms
-- Returns: clock, how many, and for each its name and when
local now = clock()
local found = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[1], '+inf', 'WITHSCORES')
local reply = {now, #found / 2}
for at = 1, #found, 2 do
  reply[#reply + 1] = found[at]
  reply[#reply + 1] = tonumber(found[at + 1])
end
return reply
