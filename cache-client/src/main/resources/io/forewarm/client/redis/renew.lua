-- Prolongs a lease, and the value that its seizure has shortened, but never beyond its hard expiry.
-- KEYS: value, lease, waiters
-- ARGV: token, lease in ms
-- Returns: clock, 1 prolonged | 0 not the caller's
local now = clock()
local holder, kept_until = lease(KEYS[2])
if holder ~= ARGV[1] then
  return {now, 0}
end
redis.call('PEXPIRE', KEYS[2], ARGV[2])
if kept_until ~= '' then
  local left = redis.call('PTTL', KEYS[1])
  local wanted = math.min(tonumber(ARGV[2]), tonumber(kept_until) - now)
  if left >= 0 and left < wanted then
    redis.call('PEXPIRE', KEYS[1], wanted)
  end
end
return {now, 1}
