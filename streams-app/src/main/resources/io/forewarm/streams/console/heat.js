// A map of the slots of Redis: one cell for some of them, the darker the more.

import { element } from "./elements.js";

const COLUMNS = 32;
const CELL = 18;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Cells in rows; what the pointer is over is said below. */
export class HeatMap {
  constructor() {
    this.canvas = element("canvas", { className: "heat" });
    this.canvas.setAttribute("role", "img");
    this.said = element("figcaption", {}, "–");
    this.node = element("figure", {}, this.canvas, this.said);
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => this.tell());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  /** Shows numbers, one a cell, in the order of the slots. */
  show(cells, slotsOfCell, text) {
    Object.assign(this, { cells, slotsOfCell, text });
    this.draw();
    this.tell();
  }

  draw() {
    if (!this.cells) return;
    const rows = Math.max(1, Math.ceil(this.cells.length / COLUMNS));
    this.canvas.width = COLUMNS * CELL;
    this.canvas.height = rows * CELL;
    const pen = this.canvas.getContext("2d");
    const most = Math.max(...this.cells, 0);
    this.cells.forEach((value, i) => {
      const [x, y] = [(i % COLUMNS) * CELL, Math.floor(i / COLUMNS) * CELL];
      pen.globalAlpha = 1;
      pen.fillStyle = colour("--line");
      pen.fillRect(x, y, CELL - 1, CELL - 1);
      pen.globalAlpha = most ? Math.sqrt(value / most) : 0;
      pen.fillStyle = colour("--heat");
      pen.fillRect(x, y, CELL - 1, CELL - 1);
    });
  }

  slots(cell) {
    return `slots ${cell * this.slotsOfCell} to ${(cell + 1) * this.slotsOfCell - 1}`;
  }

  /** Says which cell has most, or the one that is pointed at. */
  tell(cell) {
    if (!this.cells?.length) return;
    const total = this.cells.reduce((sum, value) => sum + value, 0);
    const most = this.cells.indexOf(Math.max(...this.cells));
    const words = total ? `Most in ${this.slots(most)}: ${this.text(this.cells[most])}; all: ${this.text(total)}` : "Nothing was reported in the last seconds";
    this.canvas.setAttribute("aria-label", `Map of the slots. ${words}`);
    this.said.textContent = cell === undefined ? words : `${this.slots(cell)}: ${this.text(this.cells[cell])}`;
  }

  point(event) {
    if (!this.cells?.length) return;
    const box = this.canvas.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * COLUMNS);
    const row = Math.floor(((event.clientY - box.top) / box.height) * (this.canvas.height / CELL));
    this.tell(Math.min(this.cells.length - 1, Math.max(0, row * COLUMNS + column)));
  }
}
