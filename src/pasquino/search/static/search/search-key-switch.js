// @ts-check
// Shows the box that switches the key / on and off, and keeps the choice in this browser.
// Without this file the key does nothing, so the box stays hidden.

class SearchKeySwitch extends HTMLElement {
  connectedCallback() {
    const box = this.querySelector("input");
    if (!box) return;
    try {
      box.checked = localStorage.getItem("search-key") !== "off";
    } catch {
      return; // a browser may refuse to keep anything
    }
    box.addEventListener("change", () =>
      localStorage.setItem("search-key", box.checked ? "on" : "off"),
    );
    this.hidden = false;
  }
}

customElements.define("search-key-switch", SearchKeySwitch);
