-- Gives a lease back without a value.
-- KEYS: value, lease, waiters
-- ARGV: token, wake channel, cache key
-- Returns: clock, 1 given back | 0 not the caller's
if lease(KEYS[2]) ~= ARGV[1] then
  return {clock(), 0}
end
redis.call('DEL', KEYS[2])
wake(KEYS[3], ARGV[2], ARGV[3])
return {clock(), 1}
