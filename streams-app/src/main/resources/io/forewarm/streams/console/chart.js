// Lines over the last two minutes.

/* global uPlot */

const SHOWN_S = 120;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A chart of [at, value] pairs; a scale with `most` ends there. */
export class Chart {
  constructor({ label, colour: name, text, most }) {
    this.node = document.createElement("figure");
    this.caption = document.createElement("figcaption");
    this.text = text;
    this.label = label;
    this.frame = document.createElement("div");
    this.frame.setAttribute("role", "img");
    this.node.append(this.caption, this.frame);
    this.options = () => ({
      width: Math.max(160, this.frame.clientWidth),
      height: 140,
      cursor: { show: false },
      legend: { show: false },
      scales: {
        x: { range: (plot, min, max) => [max - SHOWN_S, max] },
        y: { range: (plot, min, max) => [0, most ?? Math.max(1, max * 1.1)] },
      },
      axes: [
        {
          stroke: colour("--quiet"),
          grid: { stroke: colour("--line") },
          ticks: { show: false },
          values: (plot, ticks) => ticks.map((at) => new Date(1000 * at).toTimeString().slice(0, 8)),
        },
        {
          stroke: colour("--quiet"),
          grid: { stroke: colour("--line") },
          ticks: { show: false },
          size: 62,
          values: (plot, ticks) => ticks.map(text),
        },
      ],
      series: [{}, { stroke: colour(name), width: 1.5, points: { show: false } }],
    });
    this.sizes = new ResizeObserver(() => this.draw());
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", () => this.draw());
    this.sizes.observe(this.frame);
  }

  show(pairs) {
    this.data = [pairs.map(([at]) => at / 1000), pairs.map(([, value]) => value)];
    const now = pairs.length ? this.text(pairs[pairs.length - 1][1]) : "–";
    this.caption.textContent = `${this.label}: ${now}`;
    this.frame.setAttribute("aria-label", `${this.label}, last two minutes, now ${now}`);
    if (this.plot) this.plot.setData(this.data);
    else this.draw();
  }

  draw() {
    if (!this.data || !this.frame.isConnected) return;
    this.plot?.destroy();
    this.plot = new uPlot(this.options(), this.data, this.frame);
  }
}
