// Changes, which need the token of the console. It is kept until the tab is closed.

import { element } from "./elements.js";
import { follow } from "./live.js";

const KEPT = "forewarm-token";

async function send(method, address, body) {
  const token = sessionStorage.getItem(KEPT) ?? (await askForToken());
  if (!token) throw new Error("Nothing was changed: it needs the token.");
  const answer = await fetch(address, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const said = await answer.json();
  if (answer.status === 401) sessionStorage.removeItem(KEPT);
  if (!answer.ok) throw new Error(said.error);
  sessionStorage.setItem(KEPT, token);
  return said;
}

/** Asks for the token; null if nobody gives one. */
function askForToken() {
  const field = element("input", { type: "password", required: true, autocomplete: "off", name: "token" });
  const form = element("form", {},
    element("label", {}, "Token of the console ", field),
    element("button", {}, "Use it"),
    element("button", { type: "button", value: "no" }, "Cancel"));
  const dialog = element("dialog", {}, form);
  dialog.setAttribute("aria-label", "Token");
  document.body.append(dialog);
  return new Promise((resolve) => {
    const end = (token) => {
      dialog.remove();
      resolve(token);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      end(field.value);
    });
    form.querySelector("[value=no]").addEventListener("click", () => end(null));
    dialog.addEventListener("cancel", () => end(null));
    dialog.showModal();
  });
}

/** What a view says of its changes, and the buttons that make them. */
export class Changes {
  constructor() {
    this.node = element("p", { className: "quiet" });
    this.node.setAttribute("role", "status");
    this.buttons = new Set();
  }

  /** Begins to tell whether anything can be changed; returns what ends it. */
  follow() {
    return follow((state) => {
      if (this.possible === state.changes) return;
      this.possible = state.changes;
      if (!this.possible) this.say("Nothing can be changed here: console.token is not set.");
      for (const button of this.buttons) button.disabled = !this.possible;
    });
  }

  say(text) {
    this.node.textContent = text;
  }

  /** A button that makes a change; the action gets what sends it, and returns what to say. */
  button(name, action) {
    const button = element("button", { type: "button", disabled: !this.possible }, name);
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        this.say(await action(send));
      } catch (failure) {
        this.say(failure.message);
      } finally {
        button.disabled = !this.possible;
      }
    });
    this.buttons.add(button);
    return button;
  }
}
