// @ts-check
// Asks the browser for a passkey, or to make one, when the form inside is sent.
// Without this file the button stays hidden and a sentence stays that says why; passwords need none.

const bytes = (/** @type {string} */ text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

const text = (/** @type {ArrayBuffer} */ buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

/** @param {any} options What the server asks for, its bytes written as text (WebAuthn 3, 5.1.8). */
function read(options) {
  const asked = options.publicKey;
  asked.challenge = bytes(asked.challenge);
  if (asked.user) asked.user.id = bytes(asked.user.id);
  for (const known of [...(asked.excludeCredentials ?? []), ...(asked.allowCredentials ?? [])]) {
    known.id = bytes(known.id);
  }
  return { publicKey: asked };
}

/** @param {any} credential What the authenticator gave, to be written as text. */
function written(credential) {
  const response = credential.response;
  const parts = [
    "clientDataJSON",
    "attestationObject",
    "authenticatorData",
    "signature",
    "userHandle",
  ];
  const given = parts.filter((part) => response[part]);
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: Object.fromEntries(given.map((part) => [part, text(response[part])])),
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

class PasskeyDoor extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    const button = form?.querySelector("button");
    if (!form || !button || !window.PublicKeyCredential) return;
    button.hidden = false;
    for (const words of this.querySelectorAll("[data-without]")) words.remove();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const refused = /** @type {HTMLElement} */ (form.querySelector("[data-refused]"));
      refused.hidden = true;
      try {
        const credential = await this.ask(form);
        /** @type {HTMLInputElement} */ (form.elements.namedItem("credential")).value =
          written(credential);
        form.submit();
      } catch {
        refused.hidden = false;
      }
    });
  }

  /** @param {HTMLFormElement} form */
  async ask(form) {
    const options = read(await this.options());
    if (this.dataset.kind === "get") return navigator.credentials.get(options);
    const alone = form.elements.namedItem("passwordless");
    if (alone instanceof HTMLInputElement && alone.checked) {
      options.publicKey.authenticatorSelection = {
        ...options.publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      };
    }
    return navigator.credentials.create(options);
  }

  async options() {
    const url = this.dataset.optionsUrl;
    const given = url
      ? await (await fetch(url, { headers: { Accept: "application/json" } })).json()
      : JSON.parse(this.dataset.options ?? "{}");
    return given.creation_options ?? given.request_options;
  }
}

customElements.define("passkey-door", PasskeyDoor);
