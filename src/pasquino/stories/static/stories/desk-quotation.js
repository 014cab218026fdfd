// @ts-check
// Says beside each quotation's block whether the words are the source's, while one writes. Without
// it the panel "Quotations" below the text says the same, once the draft is saved.

const PAUSE = 600; // ms after the last key
const AGAIN = 3000; // ms between two looks at a copy that is being fetched
const LOOKS = 40;

/** The story's number, once it is kept: Wagtail puts it into the address. */
const story = () => /\/pages\/(\d+)\/edit\//.exec(location.pathname)?.[1] ?? "";

class DeskQuotation extends HTMLElement {
  looks = 0;
  asked = 0;
  /** @type {number | undefined} */
  timer;

  connectedCallback() {
    const words = this.field("words", document.createElement("textarea"));
    const block = this.closest(".struct-block, [data-block], fieldset") ?? this.parentElement;
    if (!words.name || !block || this.ready) return;
    this.ready = true;
    this.className = "desk-verdict";
    this.setAttribute("aria-live", "polite");
    this.addEventListener("click", (event) => this.press(event));
    for (const name of ["words", "source", "kind", "work"]) {
      this.field(name)?.addEventListener("input", () => this.soon());
    }
    this.field("link")?.addEventListener("change", () => this.lookUp());
    this.ask();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  /**
   * One field of the block this stands in, by the end of its name.
   * @param {string} name
   * @param {any} [otherwise]
   * @returns {HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement | any}
   */
  field(name, otherwise = null) {
    /** @type {Element | null} */
    let around = this.parentElement;
    while (around && !around.querySelector('[name$="-value-words"]'))
      around = around.parentElement;
    return around?.querySelector(`[name$="-value-${name}"]`) ?? otherwise;
  }

  soon(pause = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    const number = ++this.asked;
    const names = ["words", "link", "source", "kind", "work", "publisher"];
    const given = Object.fromEntries(names.map((name) => [name, this.field(name)?.value ?? ""]));
    const answer = await this.post(this.dataset.check ?? "", { ...given, story: story() });
    if (!answer || number !== this.asked) return; // a later question is under way
    this.show(answer);
    if (answer.pending && this.looks++ < LOOKS) this.soon(AGAIN);
  }

  /** @param {{html?: string, detail?: string}} answer */
  show(answer) {
    if (answer.html === undefined) this.textContent = answer.detail ?? "";
    else this.innerHTML = answer.html;
  }

  async lookUp() {
    const url = this.field("link")?.value.trim();
    this.looks = 0;
    if (url && this.dataset.lookUp) {
      const found = await this.post(this.dataset.lookUp, { url });
      this.fill("work", found?.title);
      this.fill("publisher", found?.publisher);
    }
    this.ask();
  }

  /** @param {string} name @param {string | undefined} value */
  fill(name, value) {
    const field = this.field(name);
    if (field && value && !field.value) this.set(field, value);
  }

  /** @param {any} field @param {string} value */
  set(field, value) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {Event} event */
  async press(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const { deed, value = "" } = button?.dataset ?? {};
    if (!deed) return;
    if (deed === "vouch") await this.vouch();
    else this.set(this.field(deed), value);
    this.ask();
  }

  async vouch() {
    const [how, note, name] = ["how", "note", "name"].map(
      (part) => /** @type {any} */ (this.querySelector(`[name="${part}-"]`))?.value,
    );
    const given = { story: story(), words: this.field("words").value, how, note, name };
    const answer = await this.post(this.dataset.vouch ?? "", given);
    if (answer?.detail) this.append(answer.detail);
  }

  /** @param {string} url @param {object} given @returns {Promise<any>} */
  async post(url, given) {
    const key = /** @type {any} */ (document.querySelector("[name=csrfmiddlewaretoken]"))?.value;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": key };
    try {
      const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(given) });
      return await answer.json();
    } catch {
      return null; // the desk is out of reach; the next change asks again
    }
  }
}

customElements.define("desk-quotation", DeskQuotation);
