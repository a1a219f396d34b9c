// What all views are made of: elements, words for numbers, and a table that changes in place.

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export const count = (value) =>
  value >= 10000 ? `${(value / 1000).toFixed(1)}k` : value.toFixed(value < 100 ? 1 : 0);
export const whole = (value) => value.toLocaleString("en");
export const percent = (value) => `${(100 * value).toFixed(1)} %`;
export const millis = (value) => `${value.toFixed(1)} ms`;

export function size(bytes) {
  if (!bytes) return "–";
  const units = ["B", "KB", "MB", "GB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** step).toFixed(step ? 1 : 0)} ${units[step]}`;
}

export function ago(time) {
  const seconds = Math.max(0, Math.round((Date.now() - time) / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** What a rule sets. */
export const words = (settings) =>
  Object.entries(settings).map(([name, value]) => `${name} ${value}`).join(", ") || "nothing";

export const keyAddress = (key) => `#/key/${encodeURIComponent(key)}`;

/** A cell that leads to what happened to a key. */
export const keyLink = (key) => element("a", { href: keyAddress(key), title: key }, key);

/** Figures with a name each; `show` takes their texts. */
export function tiles(names) {
  const figures = names.map(() => element("dd", {}, "–"));
  const node = element("dl", { className: "tiles" },
    ...names.map((name, i) => element("div", {}, element("dt", {}, name), figures[i])));
  return { node, show: (texts) => texts.forEach((text, i) => (figures[i].textContent = text)) };
}

const MOST_ROWS = 100;

/**
 * A table whose rows stay while what they are about is there: the focus and what is selected are
 * not lost to the next second. A column says `name`, `text(entry)`, and where it is due `number`,
 * `className(entry)`, and `node(entry)`, which is made once a row.
 */
export class DataTable {
  constructor({ caption, none, columns, id }) {
    Object.assign(this, { columns, id });
    this.rows = new Map();
    this.body = element("tbody");
    const head = columns.map((column) =>
      element("th", { scope: "col", className: column.number ? "number" : "" }, column.name));
    this.table = element("table", {},
      element("caption", {}, caption), element("thead", {}, element("tr", {}, ...head)), this.body);
    this.note = element("p", { className: "quiet" });
    this.none = none;
    // What scrolls sideways must be reached by keyboard.
    this.frame = element("div", { className: "scroll", tabIndex: 0 }, this.table);
    this.frame.setAttribute("role", "region");
    this.frame.setAttribute("aria-label", caption);
    this.node = element("div", {}, this.frame, this.note);
  }

  show(entries, all = entries.length) {
    const shown = entries.slice(0, MOST_ROWS);
    this.frame.hidden = shown.length === 0;
    this.note.textContent =
      shown.length === 0 ? this.none : shown.length < all ? `${shown.length} of ${all} are shown.` : "";
    const ids = new Set(shown.map(this.id));
    for (const [id, row] of this.rows) {
      if (!ids.has(id)) {
        row.remove();
        this.rows.delete(id);
      }
    }
    const order = shown.map((entry) => this.row(entry));
    const settled = order.every((row, i) => this.body.children[i] === row);
    if (!settled && !this.body.contains(document.activeElement)) this.body.replaceChildren(...order);
  }

  row(entry) {
    const id = this.id(entry);
    let row = this.rows.get(id);
    if (!row) {
      row = element("tr", {}, ...this.columns.map((column) => this.cell(column, entry)));
      this.rows.set(id, row);
      this.body.append(row);
    }
    this.columns.forEach((column, i) => {
      const cell = row.children[i];
      if (column.text && cell.textContent !== column.text(entry)) cell.textContent = column.text(entry);
      if (column.className) cell.className = column.className(entry);
    });
    return row;
  }

  cell(column, entry) {
    const cell = element("td", { className: column.number ? "number" : column.kind ?? "" });
    if (column.node) cell.append(column.node(entry));
    return cell;
  }
}

/** A field that leaves only what contains its text. */
export function filter(label, changed) {
  const field = element("input", { type: "search", placeholder: label, autocomplete: "off" });
  field.setAttribute("aria-label", label);
  field.addEventListener("input", () => changed());
  return field;
}
