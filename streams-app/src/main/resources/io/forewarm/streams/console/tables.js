// Views that are one table.

import { ago, count, DataTable, element, filter, keyLink, millis, percent, size } from "./elements.js";
import { follow } from "./live.js";

/** A view that is told of each state while it is shown. */
export class View extends HTMLElement {
  connectedCallback() {
    this.build();
    this.end = follow((state) => this.show(state));
  }

  disconnectedCallback() {
    this.end();
  }
}

export const alerts = (caption = "Alerts", none = "No alert stands.") =>
  new DataTable({
    caption,
    none,
    id: (alert) => `${alert.name} ${alert.subject}`,
    columns: [
      { name: "alert", text: (alert) => alert.name, className: (alert) => alert.level.toLowerCase() },
      {
        name: "about",
        kind: "key",
        node: (alert) =>
          alert.ofKey ? keyLink(alert.subject) : alert.subject === "*" ? "all regions" : alert.subject,
      },
      { name: "for", number: true, text: (alert) => ago(alert.since) },
      {
        name: "cause",
        text: (alert) =>
          alert.cause === "UNKNOWN" ? "–" : alert.cause.toLowerCase().replaceAll("_", " "),
      },
      { name: "what happened and what to do", kind: "text", text: (alert) => alert.text },
    ],
  });

class HotKeys extends View {
  build() {
    this.table = new DataTable({
      caption: "Hot keys",
      none: "No key is hot.",
      id: (key) => key.cacheKey,
      columns: [
        { name: "key", kind: "key", node: (key) => keyLink(key.cacheKey) },
        { name: "reads/s", number: true, text: (key) => count(key.ratePerSecond) },
        { name: "share of region", number: true, text: (key) => percent(key.share) },
        { name: "size", number: true, text: (key) => size(key.sizeBytes) },
        { name: "hot for", number: true, text: (key) => ago(key.since) },
        { name: "copies", number: true, text: (key) => String(key.replicas) },
        { name: "read by", text: (key) => key.sources.join(", ") },
      ],
    });
    this.filter = filter("Only keys that contain", () => this.latest && this.show(this.latest));
    this.replaceChildren(element("h2", {}, "Hot keys"), this.filter, this.table.node);
  }

  show(state) {
    this.latest = state;
    const text = this.filter.value;
    const keys = state.hotKeys.filter((key) => key.cacheKey.includes(text));
    this.table.show(keys, text ? keys.length : state.hotKeyCount);
  }
}

class Observations extends View {
  build() {
    const figures = (which, prefix) => [
      { name: `${prefix}hit`, number: true, text: (row) => (row[which] ? percent(row[which].hitRatio) : "–") },
      { name: `${prefix}load`, number: true, text: (row) => (row[which] ? count(row[which].loads) : "–") },
      { name: `${prefix}wait`, number: true, text: (row) => (row[which] ? millis(row[which].meanWaitMs) : "–") },
    ];
    this.table = new DataTable({
      caption: "What regions with a mode did, and would have done",
      none: "No rule sets a mode: every region acts.",
      id: (row) => `${row.region} ${row.mode}`,
      columns: [
        { name: "region", text: (row) => row.region },
        { name: "mode", text: (row) => row.mode },
        { name: "reads", number: true, text: (row) => count(row.measured.reads) },
        ...figures("measured", "did "),
        ...figures("expected", "would "),
      ],
    });
    this.replaceChildren(element("h2", {}, "Act and observe"), this.table.node);
  }

  show(state) {
    this.table.show(state.observations);
  }
}

customElements.define("fw-hot-keys", HotKeys);
customElements.define("fw-observe", Observations);
