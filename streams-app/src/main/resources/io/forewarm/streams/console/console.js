// The page: four elements that ask the app once a second. No dependency, nothing inline.

const SVG = "http://www.w3.org/2000/svg";
const EVERY_MS = 1000;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function drawing(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

const count = (value) =>
  value >= 10000 ? `${(value / 1000).toFixed(1)}k` : value.toFixed(value < 100 ? 1 : 0);
const percent = (value) => `${(100 * value).toFixed(1)} %`;

function size(bytes) {
  if (!bytes) return "–";
  const units = ["B", "KB", "MB", "GB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** step).toFixed(step ? 1 : 0)} ${units[step]}`;
}

function ago(time) {
  const seconds = Math.max(0, Math.round((Date.now() - time) / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** Asks an address once a second while the page is seen. */
class Live extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.refresh(), EVERY_MS);
    this.refresh();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async refresh() {
    if (document.hidden || this.asking) return;
    this.asking = true;
    try {
      const answer = await fetch(this.address, { cache: "no-store" });
      this.show(await answer.json());
    } catch (failure) {
      this.fail(failure);
    } finally {
      this.asking = false;
    }
  }

  fail() {}
}

class Status extends Live {
  address = "health/ready";

  show(health) {
    const parts = Object.entries(health.checks)
      .map(([name, check]) => `${name}: ${check.detail}`)
      .join(" · ");
    this.replaceChildren(
      element("strong", health.status, health.status === "up" ? "ready" : "not ready"),
      element("span", "quiet", ` ${parts}`));
  }

  fail() {
    this.replaceChildren(element("strong", "down", "the app does not answer"));
  }
}

/** A list that is a table, or a sentence if it is empty. */
class Table extends Live {
  show(entries) {
    if (entries.length === 0) {
      this.replaceChildren(element("p", "quiet", this.none));
      return;
    }
    const table = element("table");
    const head = table.createTHead().insertRow();
    this.columns.forEach((name, i) =>
      head.append(element("th", this.numbers.has(i) ? "number" : "", name)));
    const body = table.createTBody();
    entries.slice(0, 200).forEach((entry) => this.row(body.insertRow(), entry));
    this.replaceChildren(table);
  }

  key(text) {
    const cell = element("td", "key", text);
    cell.title = text;
    return cell;
  }
}

class Alerts extends Table {
  address = "api/alerts";
  none = "No alert stands.";
  columns = ["alert", "about", "for", "cause", "what happened and what to do"];
  numbers = new Set([2]);

  row(row, alert) {
    const cause = alert.cause === "UNKNOWN" ? "–" : alert.cause.toLowerCase().replaceAll("_", " ");
    row.append(
      element("td", alert.level.toLowerCase(), alert.name),
      this.key(alert.subject === "*" ? "all regions" : alert.subject),
      element("td", "number", ago(alert.since)),
      element("td", "", cause),
      element("td", "text", alert.text));
  }
}

class HotKeys extends Table {
  address = "api/hot-keys";
  none = "No key is hot.";
  columns = ["key", "reads/s", "share of region", "size", "hot for", "read by"];
  numbers = new Set([1, 2, 3, 4]);

  row(row, key) {
    const share = element("td", "number", percent(key.share));
    share.append(this.bar(key.share));
    row.append(
      this.key(key.cacheKey),
      element("td", "number", count(key.ratePerSecond)),
      share,
      element("td", "number", size(key.sizeBytes)),
      element("td", "number", ago(key.since)),
      element("td", "", key.sources.join(", ")));
  }

  bar(share) {
    const svg = drawing("svg", { class: "share", viewBox: "0 0 100 10", preserveAspectRatio: "none" });
    svg.append(
      drawing("rect", { class: "track", width: 100, height: 10 }),
      drawing("rect", { class: "bar", width: 100 * Math.min(1, share), height: 10 }));
    return svg;
  }
}

class Regions extends Live {
  address = "api/regions";

  show(regions) {
    if (regions.length === 0) {
      this.replaceChildren(element("p", "quiet", "No region was read in the last two minutes."));
      return;
    }
    this.replaceChildren(...regions.map((region) => this.card(region)));
  }

  card(region) {
    const card = element("article");
    const facts = element("dl");
    const fact = (name, value) => {
      const pair = element("div");
      pair.append(element("dt", "", name), element("dd", "", value));
      facts.append(pair);
    };
    fact("reads/s", count(region.readsPerSecond));
    fact("hit ratio", percent(region.hitRatio));
    fact("misses", percent(region.missRatio));
    fact("near", percent(region.nearRatio));
    fact("redis", percent(region.redisRatio));
    fact("stale", percent(region.staleRatio));
    fact("loads/s", count(region.loadsPerSecond));
    fact("mean load", `${region.meanLoadMs.toFixed(1)} ms`);
    fact("writes/s", count(region.writesPerSecond));
    const lines = element("span");
    lines.append(
      element("span", "reads", "reads/s"), " · ", element("span", "hits", "hit ratio"), ", 2 min");
    const most = Math.max(...region.series.map((point) => point.readsPerSecond));
    const caption = element("div", "caption");
    caption.append(lines, element("span", "", `max ${count(most)}/s`));
    card.append(element("h3", "", region.region), facts, this.chart(region.series), caption);
    return card;
  }

  chart(series) {
    const svg = drawing("svg", { viewBox: "0 0 120 32", preserveAspectRatio: "none" });
    const end = series[series.length - 1].at;
    const most = Math.max(1, ...series.map((point) => point.readsPerSecond));
    const line = (className, points, share) =>
      drawing("polyline", {
        class: className,
        points: points
          .map((point) => `${120 - (end - point.at) / 1000},${31 - 30 * share(point)}`)
          .join(" "),
      });
    svg.append(
      line("reads", series, (point) => point.readsPerSecond / most),
      line("hits", series.filter((point) => point.readsPerSecond > 0), (point) => point.hitRatio));
    return svg;
  }
}

class Observations extends Table {
  address = "api/observations";
  none = "No rule sets a mode.";
  columns = ["region", "mode", "reads", "hit ratio", "loads", "mean wait", "would hit", "would load", "would wait"];
  numbers = new Set([2, 3, 4, 5, 6, 7, 8]);

  row(row, group) {
    row.append(element("td", "", group.region), element("td", "", group.mode));
    row.append(element("td", "number", count(group.measured.reads)));
    for (const figures of [group.measured, group.expected]) {
      row.append(
        element("td", "number", figures ? percent(figures.hitRatio) : "–"),
        element("td", "number", figures ? count(figures.loads) : "–"),
        element("td", "number", figures ? `${figures.meanWaitMs.toFixed(1)} ms` : "–"));
    }
  }
}

customElements.define("fw-status", Status);
customElements.define("fw-alerts", Alerts);
customElements.define("fw-hot-keys", HotKeys);
customElements.define("fw-regions", Regions);
customElements.define("fw-observations", Observations);
