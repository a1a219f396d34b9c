-- Notes that a tag, a prefix or a region was made void, and forgets what has been void for long.
-- KEYS: voided
-- ARGV: name, remembered for ms
-- Returns: clock, 1
local now = clock()
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - tonumber(ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {now, 1}
