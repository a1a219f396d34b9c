-- Removes a value that is still the one that was seen, with its chunks, unless somebody holds its
-- lease: who loads or writes it has the last word.
-- KEYS: value, lease, waiters, start of the names of chunks
-- ARGV: header that was seen
-- Returns: clock, 0 evicted | 1 it is gone, or another | 2 somebody holds its lease
local EVICTED, CHANGED, LEASED = 0, 1, 2

local entry = header(KEYS[1])
if entry ~= ARGV[1] or not answers(entry) then
  return {clock(), CHANGED}
end
if lease(KEYS[2]) then
  return {clock(), LEASED}
end
remove_chunks(chunks_at(KEYS[4], KEYS[1], entry))
redis.call('UNLINK', KEYS[1])
return {clock(), EVICTED}
