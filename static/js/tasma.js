// Small things every page needs; without it every page still works.
(() => {
  "use strict";

  // An answer htmx does not swap (5xx, lost connection) is said aloud instead of silence.
  function announceFailure() {
    const messages = document.getElementById("messages");
    const template = document.getElementById("unanswered");
    if (messages && template && !messages.querySelector("[data-unanswered]")) {
      const alert = template.content.cloneNode(true);
      alert.querySelector(".notice").dataset.unanswered = "";
      messages.append(alert);
    }
  }

  const SWAPPED = new Set([403, 404, 409, 422]);
  document.addEventListener("htmx:error", announceFailure);
  document.addEventListener("htmx:response:error", (event) => {
    const status = event.detail?.ctx?.response?.status;
    if (!SWAPPED.has(status)) announceFailure();
  });

  // The list of what to correct takes the focus when it appears, once.
  function focusMarked() {
    const fresh = document.querySelectorAll("[data-focus]:not([data-focused])");
    for (const summary of fresh) summary.dataset.focused = "";
    fresh[0]?.focus();
  }
  // What a form kept in this browser goes with the session, whichever page it is left from.
  document.querySelector("form[data-sign-out]")?.addEventListener("submit", () => {
    try {
      for (const name of Object.keys(localStorage)) if (name.startsWith("tasma.draft.")) localStorage.removeItem(name);
    } catch {
      // Nothing can be kept here.
    }
  });
  document.addEventListener("htmx:after:swap", focusMarked);
  focusMarked();
})();
