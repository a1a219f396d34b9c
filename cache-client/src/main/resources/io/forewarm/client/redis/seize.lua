-- Takes the lease from whoever holds it, or, in turn, from a load only. A present value lives no longer
-- than the lease, in case the holder dies between origin and fill; a tombstone, which only remembers a
-- write, stays.
-- KEYS: value, lease, waiters
-- ARGV: token, lease in ms, who waits while another writer holds it; '' takes it from a writer, too
-- Returns: clock, 1 seized | 2 wait, ms until the lease ends, what is stored if it was seized in turn
local SEIZED, WAIT = 1, 2
local FOREVER = 9007199254740991

local now = clock()
local holder, kept, writer = lease(KEYS[2])
local in_turn = ARGV[3] ~= ''
if in_turn and writer and holder ~= ARGV[1] then
  wait_for_lease(KEYS[3], ARGV[3])
  return {now, WAIT, redis.call('PTTL', KEYS[2])}
end

local kept_until = ''
if answers(header(KEYS[1])) then
  local left = redis.call('PTTL', KEYS[1])
  kept_until = kept
  if kept == nil or kept == '' then
    kept_until = string.format('%.0f', left < 0 and FOREVER or now + left)
  end
  if left < 0 or left > tonumber(ARGV[2]) then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
  end
end
redis.call('SET', KEYS[2], ARGV[1] .. '@' .. kept_until, 'PX', ARGV[2])
return {now, SEIZED, tonumber(ARGV[2]), in_turn and stored(KEYS[1])}
