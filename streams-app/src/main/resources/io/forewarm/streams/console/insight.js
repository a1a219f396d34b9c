// What the statistics of key templates say, and what would pay.

import { Asking } from "./ask.js";
import { count, DataTable, element, millis, percent, size } from "./elements.js";

const template = (row) => row.template ?? "all keys";
const number = (name, text) => ({ name, number: true, text });

class Statistics extends Asking {
  build() {
    this.span = element("select", {},
      ...["minute", "hour", "day", "week"].map((span) => element("option", { value: span }, `last ${span}`)));
    this.span.setAttribute("aria-label", "Time that the figures cover");
    this.span.addEventListener("change", () => this.ask());
    const figure = (name, text) => number(name, (row) => text(row.figures));
    this.table = new DataTable({
      caption: "Statistics of regions and key templates",
      none: "Nothing was reported in this time.",
      id: (row) => `${row.region} ${row.template}`,
      columns: [
        { name: "region", text: (row) => row.region },
        { name: "keys of", kind: "key", text: template },
        figure("reads/s", (it) => count(it.readsPerSecond)),
        figure("hit ratio", (it) => percent(it.hitRatio)),
        figure("stale", (it) => percent(it.staleRatio)),
        figure("loads/s", (it) => count(it.loadsPerSecond)),
        figure("load p95", (it) => millis(it.loadMs.p95)),
        figure("wait p95", (it) => millis(it.waitMs.p95)),
        figure("writes/s", (it) => count(it.writesPerSecond)),
        figure("keys", (it) => count(it.keys)),
        figure("read once", (it) => percent(it.oneHitShare)),
        figure("value p50", (it) => size(it.sizeBytes.p50)),
        number("memory", (row) => percent(row.memoryShare)),
      ],
    });
    this.replaceChildren(element("h2", {}, "Statistics"), this.span, this.table.node);
  }

  questions() {
    return [[`api/statistics?span=${this.span.value}`, (rows) => this.table.show(rows)]];
  }
}

const effect = ({ effect: it }) =>
  it ? `${it.figure}: ${count(it.now)} now, ${count(it.expected)} then` : "–";

class Recommendations extends Asking {
  build() {
    this.table = new DataTable({
      caption: "Recommendations",
      none: "There is nothing to recommend.",
      id: (row) => row.id,
      columns: [
        { name: "what to do", kind: "text", text: (row) => row.title },
        { name: "region", text: (row) => row.region },
        { name: "keys of", kind: "key", text: template },
        number("confidence", (row) => percent(row.confidence)),
        { name: "why", kind: "text", text: (row) => row.reason },
        { name: "to expect", text: effect },
        { name: "how", kind: "text", text: (row) => row.command ?? row.configuration ?? "–" },
      ],
    });
    this.replaceChildren(element("h2", {}, "Recommendations"), this.table.node);
  }

  questions() {
    return [["api/recommendations", (rows) => this.table.show(rows)]];
  }
}

customElements.define("fw-statistics", Statistics);
customElements.define("fw-recommendations", Recommendations);
