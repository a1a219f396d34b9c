-- A lease is its holder's token in decimal. After a seizure there follows, behind an '@', until when
-- the present value may live at most: its life was cut to the lease's and grows again with it.

-- Returns the token and that time, both as text or nil. A name without a time to live is no lease.
local function lease(name)
  if redis.call('PTTL', name) < 0 then
    return nil, nil
  end
  local bytes = redis.pcall('GET', name)
  if type(bytes) ~= 'string' then
    return nil, nil
  end
  return string.match(bytes, '^(%-?%d+)@?(%d*)$')
end
