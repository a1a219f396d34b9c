-- Stores a value and ends the lease, if it is still the caller's.
-- KEYS: value, lease, waiters, start of the names of chunks
-- ARGV: token, envelope, kept for ms, wake channel, cache key
-- Returns: clock, 1 stored | 0 the lease was not the caller's | 2 a chunk of the value was not there
local chunks = chunks_of(KEYS[4], ARGV[2])
if lease(KEYS[2]) ~= ARGV[1] then
  remove_chunks(chunks)
  return {clock(), 0}
end
if not keep_chunks(chunks, ARGV[3]) then
  remove_chunks(chunks)
  return {clock(), 2}
end
remove_chunks(chunks_at(KEYS[4], KEYS[1], header(KEYS[1])))
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('DEL', KEYS[2])
wake(KEYS[3], ARGV[4], ARGV[5])
return {clock(), 1}
