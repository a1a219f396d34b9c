// The page: which view is shown by its address, and how the app is.

import "./inside.js";
import "./insight.js";
import "./key.js";
import "./overview.js";
import "./rules.js";
import "./tables.js";
import "./topics.js";
import { element } from "./elements.js";
import { follow, listen } from "./live.js";

const VIEWS = {
  overview: "fw-overview",
  "hot-keys": "fw-hot-keys",
  key: "fw-key",
  statistics: "fw-statistics",
  recommendations: "fw-recommendations",
  observe: "fw-observe",
  foresight: "fw-foresight",
  consistency: "fw-consistency",
  memory: "fw-memory",
  topics: "fw-topics",
  rules: "fw-rules",
};

const main = document.querySelector("main");
const status = document.querySelector("fw-status");

function route() {
  const [, name, about] = location.hash.split("/");
  const shown = VIEWS[name] ? name : "overview";
  const view = document.createElement(VIEWS[shown]);
  if (about) view.setAttribute("about", decodeURIComponent(about));
  main.replaceChildren(view);
  document.title = `${main.querySelector("h2").textContent} · Forewarm`;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#/${shown}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function say(className, word, detail = "") {
  if (status.textContent === word + detail) return;
  status.replaceChildren(
    element("strong", { className }, word), element("span", { className: "quiet" }, detail));
}

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener("hashchange", route);
follow((state) => {
  const bad = Object.entries(state.health).filter(([, check]) => !check.ok);
  say(
    state.ready ? "up" : "down",
    state.ready ? "ready" : "not ready",
    bad.map(([name, check]) => ` ${name}: ${check.detail}`).join(" · "));
});
listen((lost) => lost && say("down", "the app does not answer"));
route();
