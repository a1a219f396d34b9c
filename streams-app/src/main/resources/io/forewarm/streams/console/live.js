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

function sum(regions) {
  const total = { readsPerSecond: 0, hits: 0, loadsPerSecond: 0, waitMs: 0, writesPerSecond: 0 };
  for (const region of regions) {
    total.readsPerSecond += region.readsPerSecond;
    total.hits += region.readsPerSecond * region.hitRatio;
    total.loadsPerSecond += region.loadsPerSecond;
    total.waitMs += region.loadsPerSecond * region.meanLoadMs;
    total.writesPerSecond += region.writesPerSecond;
  }
  total.hitRatio = total.readsPerSecond ? total.hits / total.readsPerSecond : 0;
  total.meanLoadMs = total.loadsPerSecond ? total.waitMs / total.loadsPerSecond : 0;
  return total;
}

function take(state) {
  state.total = sum(state.regions);
  for (const region of state.regions) {
    remember(region.region, state.at, region.readsPerSecond, region.hitRatio, region.loadsPerSecond);
  }
  remember("", state.at, state.total.readsPerSecond, state.total.hitRatio, state.total.loadsPerSecond);
  last = state;
  for (const listener of listeners) listener(state);
}

/** What regions did before the page was opened; what comes live goes on from there. */
async function recall() {
  const regions = await (await fetch("api/regions")).json();
  const all = new Map();
  for (const region of regions) {
    for (const point of region.series) {
      remember(region.region, point.at, point.readsPerSecond, point.hitRatio, point.loadsPerSecond);
      const sums = all.get(point.at) ?? { reads: 0, hits: 0, loads: 0 };
      sums.reads += point.readsPerSecond;
      sums.hits += point.readsPerSecond * point.hitRatio;
      sums.loads += point.loadsPerSecond;
      all.set(point.at, sums);
    }
  }
  for (const [at, { reads, hits, loads }] of [...all].sort(([a], [b]) => a - b)) {
    remember("", at, reads, reads ? hits / reads : 0, loads);
  }
}

/** Begins to listen; the browser connects again by itself when the app was away. */
export async function listen(lost) {
  await recall().catch(() => lost(true));
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
