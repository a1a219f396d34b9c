// The first view: what all regions do, what is wrong, and each region.

import { Chart } from "./chart.js";
import { count, DataTable, element, filter, millis, percent, tiles } from "./elements.js";
import { points } from "./live.js";
import { alerts, View } from "./tables.js";

const TILES = [
  ["reads/s", (state) => count(state.total.readsPerSecond)],
  ["hit ratio", (state) => percent(state.total.hitRatio)],
  ["loads/s", (state) => count(state.total.loadsPerSecond)],
  ["mean load", (state) => millis(state.total.meanLoadMs)],
  ["writes/s", (state) => count(state.total.writesPerSecond)],
  ["hot keys", (state) => String(state.hotKeyCount)],
  ["alerts", (state) => String(state.alerts.length)],
  ["memory", (state) => (state.memory === null ? "no bound" : percent(state.memory))],
  ["furthest behind", (state) => `${state.behindSeconds.toFixed(1)} s`],
];

/** From topic to topic: who reads the one writes the other. */
const FLOW = [
  ["access", "hot-keys"], ["access", "insights"], ["visits", "commands"], ["commands", "outcomes"],
  ["writes", "invalidations"],
];

class Overview extends View {
  build() {
    this.tiles = tiles(TILES.map(([name]) => name));
    this.flow = FLOW.map(() => element("li", {}, "–"));
    this.charts = [
      new Chart({ label: "reads/s", colour: "--read", text: count }),
      new Chart({ label: "hit ratio", colour: "--hit", text: percent, most: 1 }),
      new Chart({ label: "loads/s", colour: "--heat", text: count }),
    ];
    this.alerts = alerts();
    this.regions = regions();
    this.chosen = element("select", {}, element("option", { value: "" }, "all regions"));
    this.chosen.setAttribute("aria-label", "Region of the charts");
    this.chosen.addEventListener("change", () => this.draw());
    this.filter = filter("Only regions that contain", () => this.latest && this.show(this.latest));
    this.replaceChildren(
      element("h2", {}, "Overview"),
      this.tiles.node,
      this.chosen,
      element("div", { className: "charts" }, ...this.charts.map((chart) => chart.node)),
      element("h2", {}, "The pipeline, records a second"),
      element("ul", { className: "flow" }, ...this.flow),
      element("h2", {}, "Alerts"),
      this.alerts.node,
      element("h2", {}, "Regions"),
      this.filter,
      this.regions.node);
  }

  show(state) {
    this.latest = state;
    this.tiles.show(TILES.map(([, text]) => text(state)));
    const rate = (topic) => `${topic} ${count(state.flow[topic] ?? 0)}`;
    FLOW.forEach(([from, to], i) => (this.flow[i].textContent = `${rate(from)} → ${rate(to)}`));
    this.alerts.show(state.alerts);
    const text = this.filter.value;
    const regions = state.regions.filter((region) => region.region.includes(text));
    this.regions.show(regions.sort((a, b) => b.readsPerSecond - a.readsPerSecond));
    this.offer(state.regions.map((region) => region.region).sort());
    this.draw();
  }

  offer(names) {
    if (names.length === this.chosen.options.length - 1) return;
    const before = this.chosen.value;
    this.chosen.replaceChildren(
      element("option", { value: "" }, "all regions"),
      ...names.map((name) => element("option", { value: name }, name)));
    this.chosen.value = names.includes(before) ? before : "";
  }

  draw() {
    const series = points(this.chosen.value);
    this.charts.forEach((chart, i) => chart.show(series.map((point) => [point[0], point[i + 1]])));
  }
}

const regions = () =>
  new DataTable({
    caption: "Regions, over the last ten seconds",
    none: "No region was read in the last two minutes.",
    id: (region) => region.region,
    columns: [
      { name: "region", text: (region) => region.region },
      { name: "reads/s", number: true, text: (region) => count(region.readsPerSecond) },
      { name: "hit ratio", number: true, text: (region) => percent(region.hitRatio) },
      { name: "near", number: true, text: (region) => percent(region.nearRatio) },
      { name: "Redis", number: true, text: (region) => percent(region.redisRatio) },
      { name: "stale", number: true, text: (region) => percent(region.staleRatio) },
      { name: "loads/s", number: true, text: (region) => count(region.loadsPerSecond) },
      { name: "failed/s", number: true, text: (region) => count(region.loadFailuresPerSecond) },
      { name: "mean load", number: true, text: (region) => millis(region.meanLoadMs) },
      { name: "writes/s", number: true, text: (region) => count(region.writesPerSecond) },
    ],
  });

customElements.define("fw-overview", Overview);
