// Warns before the session ends by itself and keeps what was typed. Without it a sent form comes back with its text.
(() => {
  "use strict";

  const ending = document.getElementById("session-ending");
  const ended = document.getElementById("session-ended");
  if (!ending || !ended) return;

  const address = ending.dataset.sessionUrl;
  const WARN = 120;
  const FIRST_LOOK = 5;
  let person = null;
  let timer = null;

  function token() {
    return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  }

  async function ask(method) {
    const headers = method === "POST" ? { "X-CSRFToken": token() } : {};
    const answer = await fetch(address, { method, headers, cache: "no-store", credentials: "same-origin" });
    if (!answer.ok) throw new Error(`session ${answer.status}`);
    return answer.json();
  }

  function show(dialog) {
    if (!dialog.open) dialog.showModal();
  }

  function plan(seconds) {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(1, seconds) * 1000);
  }

  function renewTokens(state) {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = state.token;
  }

  function settle(state) {
    if (!state.signed_in) {
      if (ending.open) ending.close();
      show(ended);
      plan(10);
      return;
    }
    person ??= state.person;
    if (state.person !== person) {
      ended.querySelector("[data-session-other]").hidden = false;
      show(ended);
      return;
    }
    renewTokens(state);
    if (ended.open) ended.close();
    if (state.seconds_left > WARN) {
      if (ending.open) ending.close();
      plan(state.seconds_left - WARN);
    } else {
      show(ending);
      plan(Math.min(state.seconds_left + 1, 20));
    }
  }

  async function look() {
    try {
      settle(await ask("GET"));
    } catch {
      plan(30);
    }
  }

  async function stay() {
    try {
      settle(await ask("POST"));
    } catch {
      plan(1);
    }
  }

  ending.querySelector("[data-session-stay]").addEventListener("click", stay);
  ending.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  ended.addEventListener("cancel", (event) => event.preventDefault());
  ended.querySelector("[data-session-back]").addEventListener("click", look);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
  // A page that the browser kept whole and shows again may be of a session that has ended.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) look();
  });
  plan(FIRST_LOOK);
})();
