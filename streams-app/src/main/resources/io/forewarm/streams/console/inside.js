// What goes on inside: memory and slots of Redis, how soon writes take effect, loads ahead of reads.

import { Asking } from "./ask.js";
import { ago, count, DataTable, element, keyLink, millis, percent, size, tiles, whole } from "./elements.js";
import { HeatMap } from "./heat.js";
import { alerts } from "./tables.js";

const number = (name, text) => ({ name, number: true, text });
const rate = (value) => (value ? `${size(value)}/s` : "0 B/s");
const quiet = (text) => element("p", { className: "quiet" }, text);

const MAPS = {
  reads: { text: count, unit: "reads/s that reach Redis" },
  loads: { text: count, unit: "loads/s of the origin" },
  bytes: { text: rate, unit: "of values read from Redis" },
};

class Memory extends Asking {
  build() {
    this.tiles = tiles(["fullest master", "evicted values", "evicted", "would have gone"]);
    this.masters = new DataTable({
      caption: "Masters of Redis",
      none: "Redis has not been asked yet.",
      id: (row) => row.node,
      columns: [
        { name: "master", kind: "key", text: (row) => row.node },
        number("used", (row) => size(row.used)),
        number("may use", (row) => (row.capacity ? size(row.capacity) : "no bound")),
        number("share", (row) => (row.capacity ? percent(row.share) : "–")),
        { name: "at the bound", text: (row) => row.policy },
        number("reads/s", (row) => (this.reads?.get(row.node) === undefined ? "–" : count(this.reads.get(row.node)))),
        number("slots", (row) => whole(this.slots?.get(row.node) ?? 0)),
      ],
    });
    this.about = quiet("");
    this.shown = element("select", {},
      ...Object.keys(MAPS).map((name) => element("option", { value: name }, name)));
    this.shown.setAttribute("aria-label", "What the map shows");
    this.shown.addEventListener("change", () => this.draw());
    this.map = new HeatMap();
    this.hottest = new DataTable({
      caption: "Slots with the most reads",
      none: "No read was reported in the last seconds.",
      id: (row) => row.slot,
      columns: [
        number("slot", (row) => String(row.slot)),
        { name: "master", kind: "key", text: (row) => row.node },
        number("reads/s", (row) => count(row.reads)),
        number("loads/s", (row) => count(row.loads)),
        number("values read", (row) => rate(row.bytes)),
        { name: "hot keys in it", kind: "text", text: (row) => row.keys.join(", ") || "none" },
      ],
    });
    this.replaceChildren(
      element("h2", {}, "Memory"), this.tiles.node, this.about, this.masters.node,
      element("h2", {}, "Slots"), this.shown, this.map.node,
      quiet("By reports of clients that this instance reads. Not known: how many keys and bytes a slot holds. Redis says that "
        + "of a master only, and of a slot of a cluster to who asks for each: CLUSTER COUNTKEYSINSLOT. What the values of each "
        + "key template weigh is in the view Statistics."),
      this.hottest.node);
  }

  questions() {
    return [
      ["api/memory", (body) => this.show(body)],
      ["api/slots", (body) => this.showSlots(body)],
    ];
  }

  show({ now, evictedKeys, evictedBytes, observedKeys }) {
    const bounded = now.masters.filter((master) => master.capacity);
    const fullest = Math.max(...bounded.map((master) => master.share));
    this.tiles.show([
      bounded.length ? percent(fullest) : "no bound",
      whole(evictedKeys), size(evictedBytes), whole(observedKeys),
    ]);
    const { enabled, highWatermark, lowWatermark } = now.config;
    this.about.textContent = enabled
      ? `Above ${percent(highWatermark)} of its capacity a master loses what is worth least, down to ${percent(lowWatermark)}.`
      : "Nothing is evicted: eviction.enabled is off.";
    this.masters.show(now.masters);
  }

  showSlots(picture) {
    this.picture = picture;
    this.reads = new Map(picture.nodes.map(({ node, readsPerSecond }) => [node, readsPerSecond]));
    this.slots = new Map(picture.nodes.map(({ node, slots }) => [node, slots]));
    this.hottest.show(picture.hottest);
    this.draw();
  }

  draw() {
    if (!this.picture) return;
    const { text, unit } = MAPS[this.shown.value];
    this.map.show(this.picture[this.shown.value], this.picture.slotsOfCell, (value) => `${text(value)} ${unit}`);
  }
}

class Consistency extends Asking {
  build() {
    this.tiles = tiles(["in effect after, mean", "longest of late", "oldest watermark", "writes behind", "behind", "stale values found"]);
    this.within = new DataTable({
      caption: "How soon writes take effect in Redis",
      none: "No write was seen since the app began.",
      id: (row) => row.ms,
      columns: [
        number("within", (row) => millis(row.ms)),
        number("of all", (row) => `${(100 * row.share).toFixed(4)} %`),
        number("nines", (row) => (row.share === 1 ? `> ${row.nines.toFixed(1)}` : row.nines.toFixed(1))),
      ],
    });
    this.counts = quiet("");
    this.offenders = alerts("Stale values", "None is known.");
    this.regions = new DataTable({
      caption: "Reads after the soft expiry, by region",
      none: "No region was read in the last two minutes.",
      id: (row) => row.region,
      columns: [
        { name: "region", text: (row) => row.region },
        number("stale", (row) => percent(row.staleRatio)),
        number("reads/s", (row) => count(row.readsPerSecond)),
      ],
    });
    this.replaceChildren(
      element("h2", {}, "Consistency"), this.tiles.node,
      element("h2", {}, "Writes"), this.within.node, this.counts,
      quiet("Of the records of writes that this instance has worked on, ticks included, from the append by the broker to the "
        + "effect in Redis. When clients see it, the app does not know: their meter forewarm.client.watermark.age says it, and "
        + "./forewarm check measures it by reading."),
      element("h2", {}, "Stale values"), this.offenders.node,
      quiet("Found by ./forewarm check. While none runs, nobody looks."),
      element("h2", {}, "Reads after the soft expiry"), this.regions.node);
  }

  questions() {
    return [["api/consistency", (body) => this.show(body)]];
  }

  show(it) {
    const unknown = (value, text) => (value === null ? "–" : text(value));
    this.tiles.show([
      millis(it.meanMs), millis(it.maxMs), millis(it.watermarkAgeMs),
      unknown(it.behindRecords, whole), unknown(it.behindSeconds, (value) => `${value.toFixed(1)} s`),
      whole(it.offenders.length),
    ]);
    this.within.show(it.within);
    this.counts.textContent =
      `${whole(it.records)} records of ${it.partitions} partitions. ${whole(it.keys)} keys made void; ${whole(it.names)} tags, `
      + `prefixes and regions made stale; ${whole(it.refused)} writes refused; ${whole(it.retries)} retries; `
      + `${whole(it.replays)} times done again after a change of master.`;
    this.offenders.show(it.offenders);
    this.regions.show(it.regions);
  }
}

class Foresight extends Asking {
  build() {
    this.tiles = tiles(["precision", "read in time", "warmed", "refreshed", "not loaded", "only observed", "waiting saved, about"]);
    this.orders = new DataTable({
      caption: "Latest loads ahead of reads",
      none: "Nothing was loaded ahead in the last hour.",
      id: (row) => `${row.at} ${row.key} ${row.kind}`,
      columns: [
        { name: "key", kind: "key", node: (row) => keyLink(row.key) },
        number("ordered", (row) => `${ago(row.at)} ago`),
        { name: "kind", text: (row) => row.kind.toLowerCase() },
        { name: "result", text: (row) => (row.result ?? "not yet heard of").toLowerCase() },
        number("load", (row) => (row.result === "DONE" ? millis(row.tookMs) : "–")),
        number("size", (row) => size(row.bytes)),
        { name: "why", kind: "text", text: (row) => [row.reason, row.cause].filter(Boolean).join("; ") },
      ],
    });
    this.replaceChildren(
      element("h2", {}, "Foresight"), this.tiles.node,
      quiet("Since this instance began, of what it foresaw from the visits that it reads. Precision: of the loads ahead that were made, those that "
        + "somebody read in time; one whose value still lives and was not read yet counts as unread. Saved: reads in time, times the "
        + "mean load of the list. The list also has the refreshes of hot keys, of all instances. Not known: which of it were read."),
      element("h2", {}, "Latest loads ahead of reads"), this.orders.node);
  }

  questions() {
    return [["api/foresight", (body) => this.show(body)]];
  }

  show(it) {
    this.tiles.show([
      it.precision === null ? "–" : percent(it.precision),
      whole(it.readInTime), whole(it.warmed), whole(it.refreshed), whole(it.notLoaded), whole(it.observed),
      `${(it.savedMs / 1000).toFixed(1)} s`,
    ]);
    this.orders.show(it.orders);
  }
}

customElements.define("fw-memory", Memory);
customElements.define("fw-consistency", Consistency);
customElements.define("fw-foresight", Foresight);
