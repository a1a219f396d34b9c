-- Replaces the payload of a present value of a known, lower version by the one that a write carries;
-- otherwise acts as an invalidation. Codec, expiries and watermark stay those of the value. One with
-- tags or a validator becomes void: those of the new payload are not known.
-- KEYS: value, lease, waiters, start of the names of chunks
-- ARGV: tombstone, tombstone kept for ms, wake channel, cache key, payload
-- Returns: clock, 0 stored | 1 invalidated | 2 the entry has the write already
local STORED, INVALIDATED, KEPT = 0, 1, 2
local VALUE = 0
local NO_TAGS = '\0'

local entry = header(KEYS[1])
if entry then
  local id = write_id(ARGV[1])
  local has = id ~= NO_WRITE and id == write_id(entry)
  if has or not older(version(entry), version(ARGV[1])) then
    return {clock(), KEPT}
  end
end
local left = redis.call('PTTL', KEYS[1])
local replaceable = entry
  and left > 0
  and string.byte(entry, 3) == VALUE
  and version(entry) ~= UNVERSIONED
  and string.sub(entry, 6, 6) == NO_TAGS
  and struct.unpack('>I2', string.sub(entry, 7, 8)) == header_bytes(entry)
remove_chunks(chunks_at(KEYS[4], KEYS[1], entry))
if replaceable then
  local written = string.sub(entry, 1, 4) .. string.sub(ARGV[1], 5, 16)
    .. string.sub(entry, 17, 32) .. write_id(ARGV[1]) .. string.sub(entry, 49, 52)
    .. struct.pack('>I4', #ARGV[5]) .. string.sub(ARGV[1], HEADER_BYTES + 1) .. ARGV[5]
  redis.call('SET', KEYS[1], written, 'PX', left)
else
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
redis.call('DEL', KEYS[2])
wake(KEYS[3], ARGV[3], ARGV[4])
return {clock(), replaceable and STORED or INVALIDATED}
