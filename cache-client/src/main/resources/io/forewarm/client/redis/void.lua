-- Notes that a tag, a prefix or a region was made void, and forgets what has been void for long. No
-- two are noted at the same time: who knows of one can tell what began after it.
-- KEYS: voided
-- ARGV: name, remembered for ms
-- Returns: clock, when it was noted: now, or a little later
local now = clock()
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
local at = math.max(now, last and tonumber(last) + 1 or now)
redis.call('ZADD', KEYS[1], at, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - tonumber(ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {now, at}
