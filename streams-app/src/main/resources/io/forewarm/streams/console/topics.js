// How records flow through the topics, the latest of one, and those that are dead.

import { Asking } from "./ask.js";
import { Changes } from "./change.js";
import { ago, count, DataTable, element, whole } from "./elements.js";

const MOST_LETTERS = 100;
const LONGEST = 600;

const time = (at) => new Date(at).toISOString().slice(5, 23).replace("T", " ");
const place = ({ partition, offset }) => `${partition}/${offset}`;
const kept = (ms) => (ms === null ? "compacted" : `${Math.round(ms / 3600000)} h`);

function json(value) {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}

class Topics extends Asking {
  build() {
    this.topic = this.getAttribute("about");
    this.changes = new Changes();
    this.end = this.changes.follow();
    this.topics = topics();
    this.readers = readers();
    this.sent = new Set();
    this.letters = letters((letter) => this.sendAgain([letter]), (letter) => this.sent.has(place(letter)));
    this.heartbeats = element("input", { type: "checkbox" });
    this.heartbeats.addEventListener("change", () => this.ask());
    this.records = records();
    this.about = element("p", { className: "quiet" });
    this.all = this.changes.button("Send all that are shown again", (send) => this.redrive(send, this.shown));
    this.all.hidden = true;
    this.replaceChildren(
      element("h2", {}, "Topics"), this.topics.node,
      ...(this.topic ? this.tail() : []),
      element("h2", {}, "Readers"), this.readers.node,
      element("h2", {}, "Dead letters"), this.changes.node, this.letters.node, this.all);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.end();
  }

  tail() {
    return [
      element("h2", {}, `Latest records of ${this.topic}`),
      this.about,
      element("label", {}, this.heartbeats, " with ticks and bare watermarks"),
      this.records.node,
    ];
  }

  questions() {
    const asked = [
      ["api/topics", (body) => this.show(body)],
      [`api/dead-letters?max=${MOST_LETTERS}`, (body) => this.showLetters(body)],
    ];
    if (this.topic) {
      const address = `api/topics/records?max=50&topic=${encodeURIComponent(this.topic)}&heartbeats=${this.heartbeats.checked}`;
      asked.push([address, (body) => this.records.show(body)]);
    }
    return asked;
  }

  show({ topics: rows, readers: groups }) {
    this.topics.show(rows);
    this.readers.show(groups);
    const shown = rows.find((row) => row.topic === this.topic);
    if (shown) this.about.textContent = `To expect: ${shown.toExpect}. To watch: ${shown.toWatch}`.replaceAll("`", "");
  }

  showLetters(rows) {
    this.shown = rows;
    this.letters.show(rows);
    this.all.hidden = rows.length < 2;
  }

  sendAgain(which) {
    return this.changes.button("Send again", (send) => this.redrive(send, which));
  }

  async redrive(send, which) {
    const letters = which.map(({ partition, offset }) => ({ partition, offset }));
    const became = await send("POST", "api/dead-letters/redrive", { letters });
    became.filter((one) => !one.error).forEach((one) => this.sent.add(place(one.letter)));
    this.letters.show(this.shown);
    const failed = became.filter((one) => one.error);
    const sent = `${became.length - failed.length} of ${became.length} went back to where they came from.`;
    return [sent, ...failed.map((one) => `${place(one.letter)}: ${one.error}.`)].join(" ");
  }
}

const topics = () =>
  new DataTable({
    caption: "Topics",
    none: "The app has not asked the brokers yet.",
    id: (row) => row.topic,
    columns: [
      {
        name: "topic",
        kind: "key",
        node: (row) => element("a", { href: `#/topics/${row.topic}`, title: row.name }, row.topic),
      },
      { name: "key", text: (row) => row.key },
      { name: "record", text: (row) => row.value ?? "any bytes" },
      { name: "partitions", number: true, text: (row) => String(row.partitions) },
      { name: "kept", number: true, text: (row) => kept(row.keptMs) },
      { name: "records ever", number: true, text: (row) => whole(row.records) },
      { name: "records/s", number: true, text: (row) => count(row.perSecond) },
    ],
  });

const readers = () =>
  new DataTable({
    caption: "Readers",
    none: "No group has committed a position.",
    id: (row) => `${row.group} ${row.topic}`,
    columns: [
      { name: "group", text: (row) => row.group },
      { name: "topic", kind: "key", text: (row) => row.topic },
      { name: "behind", number: true, text: (row) => `${row.seconds.toFixed(1)} s` },
      { name: "records behind", number: true, text: (row) => whole(row.records) },
    ],
  });

const records = () =>
  new DataTable({
    caption: "Latest records",
    none: "There are none.",
    id: place,
    columns: [
      { name: "time", text: (row) => time(row.timestamp) },
      { name: "where", text: place },
      { name: "key", kind: "key", text: (row) => row.key ?? "–" },
      { name: "value", kind: "json", text: (row) => json(row.value) },
    ],
  });

const letters = (sendAgain, isSent) =>
  new DataTable({
    caption: "Dead letters",
    none: "There are none.",
    id: place,
    columns: [
      { name: "letter", text: place },
      { name: "do", node: (row) => sendAgain(row) },
      { name: "died", number: true, text: (row) => `${ago(row.at)} ago` },
      { name: "from", text: (row) => (row.topic ? `${row.topic} ${row.from ?? ""}` : "–") },
      { name: "key", kind: "key", text: (row) => row.key ?? "–" },
      { name: "cause", kind: "text", text: (row) => row.cause },
      { name: "value", kind: "json", text: (row) => json(row.value) },
      { name: "sent before", number: true, text: (row) => (isSent(row) ? "just now" : String(row.redriven)) },
    ],
  });

customElements.define("fw-topics", Topics);
