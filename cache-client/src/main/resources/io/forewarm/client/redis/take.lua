-- Gives leave to load ahead of reads: a token bucket for each origin, whose flow is halved while
-- somebody tells of trouble and grows back when nobody does. In trouble there is one probe a second.
-- KEYS: budget
-- ARGV: tokens a second, tokens wanted, report: 0 nothing | 1 well | 2 trouble
-- Returns: clock, tokens, 1 in trouble | 0 not, factor in thousandths
local WELL, TROUBLE = 1, 2
local QUIET = 1000
local HALVING = 500
local LEAST = 1 / 32
local GROWTH = 0.2
local BURST = 0.2
local KEPT = 60000

local now = clock()
local ceiling, wanted, report = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local known = redis.pcall('HMGET', KEYS[1], 'at', 'tokens', 'factor', 'trouble', 'halved', 'probed')
if known.err then
  redis.call('DEL', KEYS[1])
  known = {}
end
local at = math.min(now, tonumber(known[1] or now))
local tokens = tonumber(known[2] or ceiling * BURST)
local factor = tonumber(known[3] or 1)
local trouble = math.min(now, tonumber(known[4] or 0))
local halved = math.min(now, tonumber(known[5] or 0))
local probed = math.min(now, tonumber(known[6] or 0))

local seconds = (now - at) / 1000
if report == TROUBLE then
  if now - halved >= HALVING then
    factor = math.max(LEAST, factor / 2)
    halved = now
  end
  trouble, tokens = now, 0
elseif trouble == 0 then
  factor = math.min(1, factor + GROWTH * seconds)
  tokens = tokens + ceiling * factor * seconds
elseif report == WELL and now - trouble >= QUIET then
  trouble = 0
end
tokens = math.min(tokens, math.max(1, ceiling * factor * BURST))

local granted = 0
if trouble == 0 then
  granted = math.min(wanted, math.floor(tokens))
  tokens = tokens - granted
elseif wanted > 0 and now - math.max(trouble, probed) >= QUIET then
  granted = 1
  probed = now
end
redis.call('HSET', KEYS[1], 'at', now, 'tokens', tokens, 'factor', factor, 'trouble', trouble,
  'halved', halved, 'probed', probed)
redis.call('PEXPIRE', KEYS[1], KEPT)
return {now, granted, trouble == 0 and 0 or 1, math.floor(factor * 1000)}
