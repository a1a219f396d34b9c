// What happened to one key, and why its value is what it is.

import { DataTable, element, keyAddress } from "./elements.js";

class Key extends HTMLElement {
  connectedCallback() {
    this.field = element("input", {
      name: "key", required: true, autocomplete: "off", spellcheck: false, placeholder: "region:key",
    });
    this.field.setAttribute("aria-label", "Cache key");
    this.form = element("form", {}, this.field, element("button", {}, "Inspect"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      location.hash = keyAddress(this.field.value.trim());
    });
    this.verdict = element("p", { className: "verdict" });
    this.verdict.setAttribute("role", "status");
    this.timeline = timeline();
    this.timeline.node.hidden = true;
    this.replaceChildren(element("h2", {}, "Key"), this.form, this.verdict, this.timeline.node);
    if (this.getAttribute("about")) this.ask(this.getAttribute("about"));
  }

  async ask(key) {
    this.field.value = key;
    this.verdict.textContent = "Reading the log …";
    try {
      const answer = await fetch(`api/inspect?key=${encodeURIComponent(key)}`);
      const body = await answer.json();
      this.verdict.textContent = answer.ok ? body.verdict : body.error;
      this.timeline.node.hidden = !answer.ok;
      if (answer.ok) this.timeline.show(body.timeline.map((event, i) => ({ ...event, i })));
    } catch (failure) {
      this.verdict.textContent = `The app does not answer: ${failure.message}`;
    }
  }
}

const place = (event) =>
  event.partition === null ? "–" : event.offset === null ? `${event.partition}` : `${event.partition}/${event.offset}`;

const timeline = () =>
  new DataTable({
    caption: "What happened to the key, the latest last",
    none: "Nothing is known.",
    id: (event) => event.i,
    columns: [
      { name: "time", text: (event) => new Date(event.at).toISOString().slice(5, 23).replace("T", " ") },
      { name: "source", text: (event) => event.source },
      { name: "where", text: place },
      { name: "what", kind: "text", text: (event) => event.text },
    ],
  });

customElements.define("fw-key", Key);
