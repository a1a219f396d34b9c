-- Takes the lease whoever holds it. A present value lives no longer than the lease, in case the
-- holder dies between origin and fill; a tombstone, which only remembers a write, stays.
-- KEYS: value, lease, waiters
-- ARGV: token, lease in ms
-- Returns: clock
local FOREVER = 9007199254740991

local now = clock()
local kept_until = ''
if answers(header(KEYS[1])) then
  local left = redis.call('PTTL', KEYS[1])
  local _, kept = lease(KEYS[2])
  if kept == nil or kept == '' then
    kept = left < 0 and string.format('%.0f', FOREVER) or string.format('%.0f', now + left)
  end
  kept_until = '@' .. kept
  if left < 0 or left > tonumber(ARGV[2]) then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
  end
end
redis.call('SET', KEYS[2], ARGV[1] .. kept_until, 'PX', ARGV[2])
return {now}
