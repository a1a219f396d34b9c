-- A lease is its holder's token in decimal. That of a writer has an '@' behind it, and then until when
-- the present value may live at most: its life was cut to the lease's and grows again with it.

-- Returns the token and that time, both as text or nil, and whether the holder is a writer. A name
-- without a time to live is no lease.
local function lease(name)
  if redis.call('PTTL', name) < 0 then
    return nil, nil, false
  end
  local bytes = redis.pcall('GET', name)
  if type(bytes) ~= 'string' then
    return nil, nil, false
  end
  local token, writer, kept_until = string.match(bytes, '^(%-?%d+)(@?)(%d*)$')
  return token, kept_until, writer == '@'
end
