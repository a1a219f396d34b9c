-- Replaces a present value of a lower version; where none is present, acts as an invalidation.
-- KEYS: value, lease, waiters
-- ARGV: envelope, kept for ms, tombstone, tombstone kept for ms, wake channel, cache key
-- Returns: clock, 0 stored | 1 invalidated | 2 kept what is there
local STORED, INVALIDATED, KEPT = 0, 1, 2

local entry = header(KEYS[1])
if entry and not older(version(entry), version(ARGV[1])) then
  return {clock(), KEPT}
end
local outcome = answers(entry) and STORED or INVALIDATED
if outcome == STORED then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
else
  redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
end
redis.call('DEL', KEYS[2])
wake(KEYS[3], ARGV[5], ARGV[6])
return {clock(), outcome}
