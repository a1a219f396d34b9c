-- Reads the header of what is stored. Offsets as in EnvelopeFormat, from 1.
local HEADER_BYTES = 56
local TIME_BYTES = 8
local TIMED = 64
local IN_CHUNKS = 128
local TOMBSTONE = 2
local UNVERSIONED = '\128\0\0\0\0\0\0\0'
local NO_WRITE = string.rep('\0', 16)

-- Whether these bytes begin as an envelope of format 1 does. Anything else counts as nothing stored.
local function known(bytes)
  return type(bytes) == 'string'
    and #bytes >= HEADER_BYTES
    and string.byte(bytes, 1) == 0xF7
    and string.byte(bytes, 2) == 1
    and string.byte(bytes, 3) <= TOMBSTONE
end

-- Returns the header stored under a name, or nil.
local function header(name)
  local bytes = redis.pcall('GETRANGE', name, 0, HEADER_BYTES - 1)
  return known(bytes) and bytes or nil
end

-- Returns all that is stored under a name, or false.
local function stored(name)
  local bytes = redis.pcall('GET', name)
  return known(bytes) and bytes
end

local function answers(header)
  return header and string.byte(header, 3) ~= TOMBSTONE
end

-- Returns where its tags begin: behind the time of the write, if it has one.
local function header_bytes(header)
  local timed = string.byte(header, 5) % IN_CHUNKS >= TIMED
  return HEADER_BYTES + (timed and TIME_BYTES or 0)
end

local function version(header)
  return string.sub(header, 9, 16)
end

-- Returns the soft expiry. A double holds it exactly for the next 285 000 years.
local function soft_expiry(header)
  local high, low = struct.unpack('>i4I4', string.sub(header, 17, 24))
  return high * 4294967296 + low
end

local function write_id(header)
  return string.sub(header, 33, 48)
end

-- Whether one version is lower than another. A double does not hold 64 bits, two halves do.
local function older(one, other)
  local high, low = struct.unpack('>i4I4', one)
  local other_high, other_low = struct.unpack('>i4I4', other)
  return high < other_high or (high == other_high and low < other_low)
end
