local MOST_WAITERS = 64
local WAITERS_KEPT = 60000

-- Notes a client that wants to be woken when the lease ends; '' for none.
local function wait_for_lease(waiters, client)
  local waiting = redis.pcall('SCARD', waiters)
  if client ~= '' and type(waiting) == 'number' and waiting < MOST_WAITERS then
    redis.call('SADD', waiters, client)
    redis.call('PEXPIRE', waiters, WAITERS_KEPT)
  end
end
