// Views that ask the app now and then while they are shown.

const EVERY_MS = 5000;

/** A view whose `questions()` are pairs of an address and of what takes its answer. */
export class Asking extends HTMLElement {
  connectedCallback() {
    this.build();
    this.timer = setInterval(() => this.ask(), EVERY_MS);
    this.ask();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  ask() {
    if (document.hidden) return undefined;
    return Promise.all(this.questions().map(([address, take]) => this.askOne(address, take)));
  }

  async askOne(address, take) {
    try {
      const answer = await fetch(address);
      const body = await answer.json();
      const wanted = this.questions().some(([still]) => still === address);
      if (answer.ok && wanted) take(body, answer.headers);
    } catch {
      // The state of the app stands at the top of the page.
    }
  }
}
