// @ts-check
// Says how far a copy is, and shows the page anew once it is kept. Without this file a link does.

const PAUSE = 2000;

class CopyProgress extends HTMLElement {
  connectedCallback() {
    this.isTouched = false;
    document.addEventListener("input", () => {
      this.isTouched = true;
    });
    if (this.dataset.waiting) this.later();
  }

  later() {
    window.setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const status = this.querySelector("[role=status]");
    try {
      const answer = await fetch(this.dataset.ask ?? "", {
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) return;
      const copy = await answer.json();
      if (status && status.textContent !== copy.said) status.textContent = copy.said;
      if (copy.waiting) this.later();
      else if (!this.isTouched) window.location.reload();
    } catch {
      this.later();
    }
  }
}

customElements.define("copy-progress", CopyProgress);
