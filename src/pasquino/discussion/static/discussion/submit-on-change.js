// @ts-check
// Submits the form inside as soon as a choice changes, and hides the button nobody needs then.
// Without this file the button does the work.

class SubmitOnChange extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    const button = form?.querySelector("button");
    if (!form || !button) return;
    button.hidden = true;
    form.addEventListener("change", () => form.requestSubmit());
  }
}

customElements.define("submit-on-change", SubmitOnChange);
