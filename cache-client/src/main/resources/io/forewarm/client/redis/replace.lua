-- Replaces a present value of a known, lower version; otherwise acts as an invalidation: a value
-- without a version may be newer.
-- KEYS: value, lease, waiters, start of the names of chunks
-- ARGV: envelope, kept for ms, tombstone, tombstone kept for ms, wake channel, cache key
-- Returns: clock, 0 stored | 1 invalidated | 2 kept what is there | 3 a chunk was not there: nothing
--   has changed
local STORED, INVALIDATED, KEPT, TORN = 0, 1, 2, 3

local chunks = chunks_of(KEYS[4], ARGV[1])
local entry = header(KEYS[1])
if entry and not older(version(entry), version(ARGV[1])) then
  remove_chunks(chunks)
  return {clock(), KEPT}
end
local replaceable = answers(entry) and version(entry) ~= UNVERSIONED
local outcome = replaceable and STORED or INVALIDATED
if outcome == STORED and not keep_chunks(chunks, ARGV[2]) then
  remove_chunks(chunks)
  return {clock(), TORN}
end
remove_chunks(chunks_at(KEYS[4], KEYS[1], entry))
if outcome == STORED then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
else
  remove_chunks(chunks)
  redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
end
redis.call('DEL', KEYS[2])
wake(KEYS[3], ARGV[5], ARGV[6])
return {clock(), outcome}
