-- Tells of a key what no header says, and changes nothing.
-- KEYS: value, lease, waiters
-- Returns: clock, ms until the value ends (-1 never, -2 nothing is stored), ms until the lease ends
--   or -2, its token or false, how many clients wait for it
local token = lease(KEYS[2])
local waiting = redis.pcall('SCARD', KEYS[3])
return {
  clock(),
  redis.call('PTTL', KEYS[1]),
  token and redis.call('PTTL', KEYS[2]) or -2,
  token or false,
  type(waiting) == 'number' and waiting or 0,
}
