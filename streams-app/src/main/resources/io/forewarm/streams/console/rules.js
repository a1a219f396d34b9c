// The rules that hold, and a form that says at once what a rule would do.

import { Asking } from "./ask.js";
import { Changes } from "./change.js";
import { DataTable, element, words } from "./elements.js";

class Rules extends Asking {
  build() {
    this.changes = new Changes();
    this.end = this.changes.follow();
    this.table = rules((rule) => this.edit(rule), (rule) => this.remove(rule));
    this.target = element("input", {
      required: true, autocomplete: "off", spellcheck: false, placeholder: "*, posts, posts:user:*, user:{id}:posts",
    });
    this.target.value = this.getAttribute("about") ?? "";
    this.fields = new Map();
    this.grid = element("div", { className: "settings" });
    this.said = element("p", { className: "verdict" });
    this.said.setAttribute("role", "status");
    this.form = element("form", { className: "rule" },
      element("label", {}, "Target ", this.target), this.grid, this.said,
      this.changes.button("Put this rule", (send) => this.put(send)));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.check());
    this.key = element("input", { autocomplete: "off", spellcheck: false, placeholder: "region:key" });
    this.key.addEventListener("input", () => this.look());
    this.holds = element("p", { className: "verdict" });
    this.holds.setAttribute("role", "status");
    this.replaceChildren(
      element("h2", {}, "Rules"),
      element("p", { className: "quiet" }, "The widest first: of two that set the same, the later one prevails."),
      this.changes.node, this.table.node,
      element("h2", {}, "Put a rule"), this.form,
      element("h2", {}, "What holds for a key"), element("label", {}, "Cache key ", this.key), this.holds);
    this.offer();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.end();
  }

  questions() {
    return [["api/rules", (rows) => this.table.show(rows)]];
  }

  /** Makes a field of each setting that there is. */
  async offer() {
    const settings = await (await fetch("api/rules/settings")).json();
    for (const setting of settings) this.fields.set(setting.name, field(setting));
    this.grid.replaceChildren(
      ...settings.map(({ name, about }) =>
        element("label", { title: about }, name, this.fields.get(name))));
    this.check();
  }

  settings() {
    const set = [...this.fields].map(([name, input]) => [name, input.value.trim()]);
    return Object.fromEntries(set.filter(([, value]) => value));
  }

  edit(rule) {
    this.target.value = rule.target;
    for (const [name, input] of this.fields) input.value = rule.settings[name] ?? "";
    this.check();
    this.target.focus();
  }

  async check() {
    const target = this.target.value.trim();
    const settings = this.settings();
    if (!target || !Object.keys(settings).length) {
      this.said.textContent = "A rule replaces that of its target as a whole; what is left empty is not set.";
      return;
    }
    const asked = `api/rules/check?${new URLSearchParams({ target, ...settings })}`;
    this.asked = asked;
    const answer = await fetch(asked);
    const body = await answer.json();
    if (this.asked !== asked) return;
    const before = body.before ? ` It replaces: ${words(body.before.settings)}.` : "";
    this.said.textContent = answer.ok ? `${body.rule.command}${before}` : body.error;
    this.said.classList.toggle("down", !answer.ok);
  }

  async put(send) {
    const rule = { target: this.target.value.trim(), settings: this.settings() };
    const { rule: put } = await send("PUT", "api/rules", rule);
    this.ask();
    return `${put.target} has its rule: ${words(put.settings)}.`;
  }

  remove(rule) {
    return this.changes.button("Remove", async (send) => {
      await send("DELETE", `api/rules?${new URLSearchParams({ target: rule.target })}`);
      this.ask();
      return `${rule.target} has no rule any more.`;
    });
  }

  async look() {
    const key = this.key.value.trim();
    if (!key) {
      this.holds.textContent = "";
      return;
    }
    const answer = await (await fetch(`api/rules/of?${new URLSearchParams({ key })}`)).json();
    if (key === this.key.value.trim()) this.holds.textContent = `All rules together set: ${words(answer.settings)}.`;
  }
}

function field({ label }) {
  if (!label.includes("|")) return element("input", { autocomplete: "off", placeholder: label });
  return element("select", {},
    ...["", ...label.split("|")].map((value) => element("option", { value }, value || "not set")));
}

const rules = (edit, remove) =>
  new DataTable({
    caption: "Rules",
    none: "There are none: everywhere the configuration holds.",
    id: (rule) => rule.command,
    columns: [
      { name: "target", kind: "key", text: (rule) => rule.target },
      { name: "sets", kind: "text", text: (rule) => words(rule.settings) },
      {
        name: "do",
        node: (rule) => {
          const button = element("button", { type: "button" }, "Edit");
          button.addEventListener("click", () => edit(rule));
          return element("span", { className: "buttons" }, button, remove(rule));
        },
      },
    ],
  });

customElements.define("fw-rules", Rules);
