// What the statistics of key templates say, and what would pay.

import { Asking } from "./ask.js";
import { Changes } from "./change.js";
import { count, DataTable, element, millis, percent, size, words } from "./elements.js";

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

/** What recommendations say; the rest of the columns is what can be done about them. */
const advice = (caption, none, todo) =>
  new DataTable({
    caption,
    none,
    id: (row) => row.id,
    columns: [
      { name: "what to do", kind: "text", text: (row) => row.title },
      todo,
      { name: "region", text: (row) => row.region },
      { name: "keys of", kind: "key", text: template },
      number("confidence", (row) => percent(row.confidence)),
      { name: "why", kind: "text", text: (row) => row.reason },
      { name: "to expect", text: effect },
      { name: "how", kind: "text", text: (row) => row.command ?? row.configuration ?? "–" },
    ],
  });

class Recommendations extends Asking {
  build() {
    this.changes = new Changes();
    this.end = this.changes.follow();
    this.keys = element("select", {},
      ...[["", "all keys"], [0.1, "10 % of the keys"], [0.5, "half of the keys"]].map(([value, text]) =>
        element("option", { value }, text)));
    this.table = advice("Recommendations", "There is nothing to recommend.", {
      name: "do", node: (row) => this.buttons(row),
    });
    this.dismissed = advice("Dismissed", "Nothing is dismissed.", {
      name: "do", node: (row) => this.button("Show again", "recall", row, () => `${row.id} is shown again.`),
    });
    this.replaceChildren(
      element("h2", {}, "Recommendations"),
      element("label", {}, "Apply to ", this.keys), this.changes.node, this.table.node,
      element("h2", {}, "Dismissed"), this.dismissed.node);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.end();
  }

  questions() {
    return [
      ["api/recommendations", (rows) => this.table.show(rows)],
      ["api/recommendations?dismissed=true", (rows) => this.dismissed.show(rows)],
    ];
  }

  buttons(row) {
    const apply = this.button("Apply", "apply", row, ({ rule }) =>
      `${rule.target} has its rule: ${words(rule.settings)}. The view Rules takes it back.`);
    const dismiss = this.button("Dismiss", "dismiss", row, () =>
      `${row.id} stays away until its number has doubled or halved, 30 days at most.`);
    return element("span", { className: "buttons" }, ...(row.command ? [apply] : []), dismiss);
  }

  button(name, action, { id }, say) {
    return this.changes.button(name, async (send) => {
      const keys = action === "apply" && this.keys.value ? { keys: Number(this.keys.value) } : {};
      const said = say(await send("POST", `api/recommendations/${action}`, { id, ...keys }));
      this.ask();
      return said;
    });
  }
}

customElements.define("fw-statistics", Statistics);
customElements.define("fw-recommendations", Recommendations);
