-- Replaces what is stored by a tombstone and ends the lease, unless the entry has the write already.
-- KEYS: value, lease, waiters, start of the names of chunks
-- ARGV: tombstone, tombstone kept for ms, wake channel, cache key, 1 to leave alone what is not there
-- Returns: clock, 1 invalidated | 0 the entry has the write already, or is to be left alone
local entry = header(KEYS[1])
if ARGV[5] == '1' and not entry and redis.call('EXISTS', KEYS[2]) == 0 then
  return {clock(), 0}
end
if entry then
  local id, wanted = write_id(ARGV[1]), version(ARGV[1])
  if id ~= NO_WRITE and id == write_id(entry) then
    return {clock(), 0}
  end
  if wanted ~= UNVERSIONED and not older(version(entry), wanted) then
    return {clock(), 0}
  end
end
remove_chunks(chunks_at(KEYS[4], KEYS[1], entry))
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('DEL', KEYS[2])
wake(KEYS[3], ARGV[3], ARGV[4])
return {clock(), 1}
