-- Gives a lease back without a value. One that a seizure has shortened lives as long as before it.
-- KEYS: value, lease, waiters
-- ARGV: token, wake channel, cache key
-- Returns: clock, 1 given back | 0 not the caller's
local holder, kept_until = lease(KEYS[2])
if holder ~= ARGV[1] then
  return {clock(), 0}
end
if kept_until ~= '' then
  redis.call('PEXPIREAT', KEYS[1], kept_until)
end
redis.call('DEL', KEYS[2])
wake(KEYS[3], ARGV[2], ARGV[3])
return {clock(), 1}
