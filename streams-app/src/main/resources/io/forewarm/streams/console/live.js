// What the app sends each second, and the two minutes before it that charts show.

const KEPT_MS = 120000;
const LATE_MS = 5000;

const listeners = new Set();
const past = new Map();
let last;

/** Calls with each state, also with the last one at once; returns what ends it. */
export function follow(listener) {
  listeners.add(listener);
  if (last) listener(last);
  return () => listeners.delete(listener);
}

/** The points of a region, or of all if the name is empty: [at, reads/s, hit ratio, loads/s]. */
export function points(region) {
  return past.get(region) ?? [];
}

function remember(name, at, reads, hitRatio, loads) {
  const series = past.get(name) ?? [];
  if (series.length && series[series.length - 1][0] >= at) return;
  series.push([at, reads, hitRatio, loads]);
  while (series[0][0] < at - KEPT_MS) series.shift();
  past.set(name, series);
}

function take(state) {
  for (const region of state.regions) {
    remember(region.region, state.at, region.readsPerSecond, region.hitRatio, region.loadsPerSecond);
  }
  remember("", state.at, state.total.readsPerSecond, state.total.hitRatio, state.total.loadsPerSecond);
  last = state;
  for (const listener of listeners) listener(state);
}

/** Learns what a region, or all of them if the name is empty, did before; what comes live goes on from there. */
export async function recall(name) {
  const asked = name ? `?${new URLSearchParams({ region: name })}` : "";
  const before = await (await fetch(`api/regions/past${asked}`)).json();
  const series = before.map((point) => [point.at, point.readsPerSecond, point.hitRatio, point.loadsPerSecond]);
  const end = series.length ? series[series.length - 1][0] : 0;
  past.set(name, [...series, ...points(name).filter(([at]) => at > end)]);
}

/** Begins to listen; the browser connects again by itself when the app was away. */
export async function listen(lost) {
  await recall("").catch(() => lost(true));
  const source = new EventSource("api/live");
  let heard = Date.now();
  source.addEventListener("state", (event) => {
    heard = Date.now();
    lost(false);
    if (!document.hidden || !last) take(JSON.parse(event.data));
  });
  source.addEventListener("error", () => lost(true));
  setInterval(() => {
    if (Date.now() - heard > LATE_MS) lost(true);
  }, 1000);
}
