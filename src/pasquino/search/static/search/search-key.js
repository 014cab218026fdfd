// @ts-check
// Lets the key / lead to the search field inside, unless somebody is typing or has switched it off.
// Without this file the field is reached like any other.

class SearchKey extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
  }

  /** @param {KeyboardEvent} event */
  handleEvent(event) {
    const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = event;
    if (key !== "/" || ctrlKey || metaKey || altKey || isComposing || defaultPrevented) return;
    if (isTyping(event) || isOff()) return;
    const field = this.querySelector("input");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  }
}

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select");
}

function isOff() {
  try {
    return localStorage.getItem("search-key") === "off";
  } catch {
    return false; // a browser may refuse to keep anything
  }
}

customElements.define("search-key", SearchKey);
