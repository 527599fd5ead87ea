// Passkeys: a form that waits for the browser's answer before it is sent. Without it, codes and passwords still work.
(() => {
  "use strict";

  async function optionsOf(form) {
    const address = form.dataset.optionsUrl;
    if (!address) return JSON.parse(document.getElementById("passkey-options").textContent);
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return (await answer.json()).request_options;
  }

  async function send(form) {
    const problem = form.querySelector("[data-passkey-problem]");
    problem.hidden = true;
    try {
      const options = await optionsOf(form);
      const make = form.dataset.passkey === "make";
      const credential = make ? await window.webauthnJSON.create(options) : await window.webauthnJSON.get(options);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      problem.hidden = false;
    }
  }

  if (!window.PublicKeyCredential || !window.webauthnJSON) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
})();
