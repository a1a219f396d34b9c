-- Answers with a value that is new enough, the lease, or the request to wait.
-- KEYS: value, lease, waiters
-- ARGV: token, lease in ms, soft expiry that the caller has seen or -1, who waits or ''
-- Returns: clock, 0 present | 1 granted | 2 wait, ms until the lease ends, what is stored
local PRESENT, GRANTED, WAIT = 0, 1, 2
local FRESH = -1

local now = clock()
local seen = tonumber(ARGV[3])
local entry = header(KEYS[1])
if answers(entry) and soft_expiry(entry) > (seen == FRESH and now or seen) then
  return {now, PRESENT, 0, stored(KEYS[1])}
end

local holder = lease(KEYS[2])
if not holder then
  redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
elseif holder == ARGV[1] then
  redis.call('PEXPIRE', KEYS[2], ARGV[2])
else
  wait_for_lease(KEYS[3], ARGV[4])
  return {now, WAIT, redis.call('PTTL', KEYS[2]), entry and stored(KEYS[1])}
end
return {now, GRANTED, tonumber(ARGV[2]), entry and stored(KEYS[1])}
