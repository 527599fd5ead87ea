// Keeps what is typed into a form: as a draft on the server, and while there is no connection encrypted in the browser.
// The key comes with the page, is never kept, and is another one in every session. Without the script forms still work.
(() => {
  "use strict";

  const PREFIX = "tasma.draft.";
  const LASTS = 24 * 60 * 60 * 1000;
  const QUIET = 1000; // after the last key
  const LONGEST = 2500; // after the first key that is not kept yet
  const HERE = 200; // after the last key, while there is no connection
  const AGAIN = 5000;
  const PATIENCE = 10000;
  const NOT_TYPED = new Set(["csrfmiddlewaretoken"]);

  const entries = {
    read(id) {
      try {
        const entry = JSON.parse(localStorage.getItem(PREFIX + id));
        if (entry && Date.now() - entry.at < LASTS) return entry;
      } catch {
        // Not ours, or nothing can be kept here.
      }
      entries.drop(id);
      return null;
    },
    write(id, entry) {
      try {
        localStorage.setItem(PREFIX + id, JSON.stringify(entry));
      } catch {
        // Full or forbidden: the text is still on the page.
      }
    },
    drop(id) {
      try {
        localStorage.removeItem(PREFIX + id);
      } catch {
        // Nothing can be kept here.
      }
    },
  };

  const bytes = (text) => Uint8Array.from(atob(text), (mark) => mark.charCodeAt(0));
  const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));

  class Vault {
    constructor(key) {
      this.key = crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
    }

    async close(words) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const cipher = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.key, new TextEncoder().encode(words));
      return { iv: text(iv), cipher: text(cipher) };
    }

    async open(entry) {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(entry.iv) }, await this.key, bytes(entry.cipher));
      return new TextDecoder().decode(plain);
    }
  }

  function typedIn(form) {
    const pairs = [...new FormData(form)].filter(([name]) => !NOT_TYPED.has(name));
    return new URLSearchParams(pairs);
  }

  function typeInto(form, words) {
    const typed = new URLSearchParams(words);
    for (const field of form.elements) {
      if (!field.name || NOT_TYPED.has(field.name) || field.type === "submit") continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = typed.getAll(field.name).includes(field.value);
      else if (typed.has(field.name)) field.value = typed.get(field.name);
    }
  }

  function kept(form) {
    const state = form.querySelector("[data-draft-state]");
    const vault = new Vault(form.dataset.draftKey);
    const id = form.dataset.draft;
    let version = 0; // of what is typed
    let sent = 0;
    let sending = null; // the promise of what is on its way
    let quiet = null;
    let longest = null;
    let again = null;
    let leaving = false;

    function say(words) {
      if (state.textContent !== words) state.textContent = words;
    }

    async function keepHere(submitted) {
      const sealed = await vault.close(typedIn(form).toString());
      entries.write(id, { ...sealed, at: Date.now(), version: form.elements.version.value, submitted });
    }

    function later(milliseconds) {
      clearTimeout(again);
      again = setTimeout(send, milliseconds);
    }

    async function lost() {
      const keeps = version;
      await keepHere(false);
      if (keeps === version) say(state.dataset.offline); // what is said is true of the last key too
      later(AGAIN);
    }

    function send() {
      clearTimeout(quiet);
      clearTimeout(longest);
      clearTimeout(again);
      longest = null;
      if (sending || leaving || sent === version) return;
      sending = sendNow().finally(() => {
        sending = null;
        if (sent !== version && !leaving) later(navigator.onLine ? QUIET : AGAIN);
      });
    }

    async function sendNow() {
      const sends = version;
      try {
        const token = form.elements.csrfmiddlewaretoken.value;
        const answer = await fetch(form.dataset.draftUrl, {
          method: "POST",
          body: typedIn(form),
          headers: { "X-CSRFToken": token, Accept: "application/json" },
          credentials: "same-origin",
          redirect: "error",
          signal: AbortSignal.timeout(PATIENCE),
        });
        if (!answer.ok) {
          await keepHere(false);
          say(state.dataset.refused);
          if (answer.status >= 500 || answer.status === 403) later(AGAIN);
          return;
        }
        sent = Math.max(sent, sends);
        const { saved_at: at } = await answer.json();
        if (sent === version) {
          entries.drop(id);
          say(state.dataset.saved.replace("{t}", at));
        }
      } catch {
        if (!leaving) await lost();
      }
    }

    function typing() {
      version += 1;
      clearTimeout(quiet);
      if (!navigator.onLine) {
        say("");
        quiet = setTimeout(lost, HERE);
        return;
      }
      quiet = setTimeout(send, QUIET);
      longest ??= setTimeout(send, LONGEST);
    }

    async function restore() {
      const entry = entries.read(id);
      if (!entry) return;
      if (entry.submitted && entry.version !== form.elements.version.value) {
        entries.drop(id); // it was saved
        return;
      }
      try {
        typeInto(form, await vault.open(entry));
      } catch {
        entries.drop(id); // of another session: nobody can open it any more
        return;
      }
      form.dispatchEvent(new Event("input", { bubbles: true }));
      say(state.dataset.back);
    }

    form.addEventListener("input", typing);
    form.addEventListener("change", typing);
    window.addEventListener("online", send);
    window.addEventListener("offline", lost);
    form.addEventListener("submit", (event) => {
      if (!navigator.onLine) {
        event.preventDefault();
        lost();
        return;
      }
      if (leaving) return;
      event.preventDefault();
      leaving = true;
      // A draft on its way would come after the form itself and be taken for a newer one.
      Promise.allSettled([sending, keepHere(true)]).then(() => HTMLFormElement.prototype.submit.call(form));
    });
    document.querySelector("[data-draft-discard]")?.form.addEventListener("submit", () => {
      leaving = true;
      entries.drop(id);
    });
    restore();
  }

  // How many of the needed answers are given, and which differ from the earlier ones, as one types.
  function counted(form) {
    const told = form.querySelector("[data-completeness]");
    const answers = [...form.querySelectorAll("[data-answer]")];

    const valueOf = (name) => new FormData(form).get(name) ?? "";
    function isNeeded(answer) {
      const [name, values] = answer.dataset.needed.split(":");
      return name === "always" || values.split(",").includes(valueOf(name));
    }
    function isGiven(name) {
      const value = valueOf(name).trim();
      return value !== "" && !(name === "isced" && value === "9");
    }
    function look() {
      const needed = answers.filter((answer) => answer.dataset.needed && isNeeded(answer));
      const given = needed.filter((answer) => isGiven(answer.dataset.answer));
      const words = told.dataset.words
        .replace("{n}", given.length + Number(told.dataset.given))
        .replace("{m}", needed.length + Number(told.dataset.needed));
      if (told.textContent !== words) told.textContent = words;
      for (const answer of answers.filter((one) => one.dataset.comparedWith)) {
        const value = valueOf(answer.dataset.answer);
        answer.querySelector("[data-changed]").hidden = value === "" || value === answer.dataset.comparedWith;
      }
    }
    form.addEventListener("input", look);
    form.addEventListener("change", look);
    look();
  }

  const form = document.querySelector("form[data-draft]");
  if (form) {
    kept(form);
    counted(form);
  }

  // Where a saved form leads: what the browser kept of it is not needed any more.
  const done = document.querySelector("[data-drafts-done]");
  if (done) {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(`${PREFIX}${done.dataset.draftsDone}.`)) continue;
      if (entries.read(name.slice(PREFIX.length))?.submitted) entries.drop(name.slice(PREFIX.length));
    }
  }
})();
