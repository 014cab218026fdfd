// @ts-check
// Starts the desk's date fields, choosers and panels. Without script Wagtail's desk does not work.
// Wagtail puts them into the page as inline scripts; ours are data, because the desk's policy
// forbids inline scripts (docs/operating/safety.md, "The desk's policy").

/** @param {HTMLScriptElement} data */
function start(data) {
  if (data.dataset.deskStarted || data.closest("template")) return;
  data.dataset.deskStarted = "yes";
  const name = data.dataset.deskStart ?? "";
  const given = JSON.parse(data.textContent ?? "[]");
  const values = data.dataset.deskId ? [data.dataset.deskId, ...given] : given;
  /** @type {any} */
  let thing = window;
  for (const part of name.split(".")) thing = thing?.[part];
  if (typeof thing !== "function") throw new Error(`The desk does not know how to start ${name}.`);
  if (name.startsWith("init")) thing(...values);
  else new thing(...values);
}

/** @param {ParentNode} root */
function startAll(root) {
  for (const data of root.querySelectorAll("script[data-desk-start]")) {
    start(/** @type {HTMLScriptElement} */ (data));
  }
}

document.addEventListener("DOMContentLoaded", () => {
  startAll(document);
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches("script[data-desk-start]")) start(/** @type {any} */ (node));
        else startAll(node);
      }
    }
  }).observe(document.body, { childList: true, subtree: true });
});

// A field with a button that copies what stands in it; without script one selects it by hand.
customElements.define(
  "desk-copy",
  class extends HTMLElement {
    connectedCallback() {
      const field = this.querySelector("input");
      if (!field) return;
      field.addEventListener("focus", () => field.select());
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small";
      button.textContent = "Copy";
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(field.value);
        button.textContent = "Copied";
      });
      this.append(button);
    }
  },
);
