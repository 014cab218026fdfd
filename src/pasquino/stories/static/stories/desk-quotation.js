// @ts-check
// Says beside each quotation's block whether the words are the source's, while one writes. Without
// it the panel "Quotations" below the text says the same, once the draft is saved.

const TYPING_PAUSE = 600; // ms after the last key
const AGAIN = 3000; // ms between two looks at a copy that is being fetched
const LOOKS = 40;
const ASKED = ["words", "link", "source", "kind", "work", "publisher"];

class DeskQuotation extends HTMLElement {
  looks = 0;
  number = 0;
  timer = 0;

  connectedCallback() {
    if (this.classList.length || !this.field("words")) return;
    this.classList.add("desk-verdict");
    this.setAttribute("aria-live", "polite");
    this.addEventListener("click", (event) => this.press(event));
    for (const name of ["words", "source", "kind", "work"]) {
      this.field(name)?.addEventListener("input", () => this.soon(TYPING_PAUSE));
    }
    this.field("link")?.addEventListener("change", () => this.lookUp());
    this.ask();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  /** @param {string} name @returns {any} a field of the block this stands in */
  field(name) {
    const words = '[name$="-value-words"]';
    let block = this.parentElement;
    while (block && !block.querySelector(words)) block = block.parentElement;
    return block?.querySelector(words.replace("words", name)) ?? null;
  }

  /** @param {number} pause */
  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    const number = ++this.number;
    const given = Object.fromEntries(ASKED.map((name) => [name, this.field(name)?.value ?? ""]));
    const answer = await this.post(this.dataset.check, given);
    if (!answer || number !== this.number) return; // a later question is under way
    if (answer.detail) this.textContent = answer.detail;
    else this.innerHTML = answer.html;
    if (answer.pending && this.looks++ < LOOKS) this.soon(AGAIN);
  }

  async lookUp() {
    const url = this.field("link").value.trim();
    const found = url && this.dataset.lookUp && (await this.post(this.dataset.lookUp, { url }));
    for (const [name, value] of [
      ["work", found?.title],
      ["publisher", found?.publisher],
    ]) {
      if (value && !this.field(name).value) this.set(name, value);
    }
    this.looks = 0;
    this.ask();
  }

  /** @param {string} name @param {string} value */
  set(name, value) {
    const field = this.field(name);
    field.value = value;
    for (const kind of ["input", "change"])
      field.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  /** @param {Event} event */
  async press(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const { deed, value = "" } = button?.dataset ?? {};
    if (!deed) return;
    if (deed !== "vouch") this.set(deed, value);
    else if (await this.vouch()) return;
    this.ask();
  }

  /** Gives the sentence that refuses it, if it is refused. */
  async vouch() {
    const parts = ["how", "note", "name"];
    const fields = /** @type {any[]} */ (
      parts.map((part) => this.querySelector(`[name="${part}-"]`))
    );
    const given = Object.fromEntries(parts.map((part, place) => [part, fields[place]?.value]));
    const answer = await this.post(this.dataset.vouch, {
      words: this.field("words").value,
      ...given,
    });
    const said = this.querySelector("[data-refusal]");
    if (said) said.textContent = answer?.detail ?? "";
    return answer?.detail;
  }

  /** @param {string} [url] @param {object} [given] @returns {Promise<any>} */
  async post(url = "", given = {}) {
    const story = /\/pages\/(\d+)\/edit\//.exec(location.pathname)?.[1] ?? "";
    /** @type {any} */
    const key = document.querySelector("[name=csrfmiddlewaretoken]");
    const headers = { "Content-Type": "application/json", "X-CSRFToken": key?.value };
    const body = JSON.stringify({ story, ...given });
    try {
      return await (await fetch(url, { method: "POST", headers, body })).json();
    } catch {
      return null; // the desk is out of reach; the next change asks again
    }
  }
}

customElements.define("desk-quotation", DeskQuotation);
