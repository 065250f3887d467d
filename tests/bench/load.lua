-- Asks for the addresses in a file, one after another; says what came of it in one line of JSON.
-- wrk --script load.lua URL -- FILE

local threads = 0
local requests = {}
local place = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  for address in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("GET", address)
  end
  -- No two threads ask for the same at the same time.
  place = math.floor(#requests * number / 2)
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function done(summary, latency)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    '{"requests": %d, "microseconds": %d, "bytes": %d, "failed": %d, "p99_microseconds": %d}\n',
    summary.requests, summary.duration, summary.bytes, broken + errors.status,
    latency:percentile(99)
  ))
end
