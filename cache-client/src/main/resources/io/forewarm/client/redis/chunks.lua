-- The chunks of a large value: its home entry has their manifest in the payload's place. As in Chunks.
local MANIFEST_BYTES = 20
local MOST_CHUNKS = 4096
-- They outlive their home entry a little: who has just read it may still fetch them.
local LONGER = 5000

-- Returns the names of the chunks of an entry, none if it has no chunks.
-- entry: its header; read: returns so many of its bytes from a place on, counted from 1
local function chunk_names(base, entry, read)
  local names = {}
  if not known(entry) or string.byte(entry, 5) < IN_CHUNKS then
    return names
  end
  local manifest = read(struct.unpack('>I2', string.sub(entry, 7, 8)) + 1, MANIFEST_BYTES)
  if #manifest ~= MANIFEST_BYTES then
    return names
  end
  local bytes, chunk_bytes = struct.unpack('>i4i4', string.sub(manifest, 9, 16))
  if bytes < 1 or chunk_bytes < 1 or bytes > MOST_CHUNKS * chunk_bytes then
    return names
  end
  local generation = string.gsub(string.sub(manifest, 1, 8), '.', function(byte)
    return string.format('%02x', string.byte(byte))
  end)
  for chunk = 0, math.floor((bytes - 1) / chunk_bytes) do
    names[#names + 1] = base .. ':' .. generation .. ':' .. chunk
  end
  return names
end

-- Returns the names of the chunks of an envelope that is about to be stored.
local function chunks_of(base, envelope)
  return chunk_names(base, envelope, function(from, length)
    return string.sub(envelope, from, from + length - 1)
  end)
end

-- Returns the names of the chunks of what is stored under a name.
-- entry: its header
local function chunks_at(base, name, entry)
  return chunk_names(base, entry, function(from, length)
    return redis.call('GETRANGE', name, from - 1, from + length - 2)
  end)
end

local function remove_chunks(names)
  for _, name in ipairs(names) do
    redis.call('UNLINK', name)
  end
end

-- Lets chunks live as long as their home entry. False: one of them is not there.
local function keep_chunks(names, millis)
  for _, name in ipairs(names) do
    if redis.call('PEXPIRE', name, millis + LONGER) == 0 then
      return false
    end
  end
  return true
end
