-- Stores a value and ends the lease, if it is still the caller's.
-- KEYS: value, lease, waiters
-- ARGV: token, envelope, kept for ms, wake channel, cache key
-- Returns: clock, 1 stored | 0 the lease was not the caller's
if lease(KEYS[2]) ~= ARGV[1] then
  return {clock(), 0}
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('DEL', KEYS[2])
wake(KEYS[3], ARGV[4], ARGV[5])
return {clock(), 1}
