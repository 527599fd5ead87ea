// Suggestions under the search field of the header: a combobox that arrow keys walk. Without it the form finds too.
(() => {
  "use strict";

  const form = document.querySelector(".site-search");
  const list = document.getElementById("site-search-list");
  const field = document.getElementById("site-search-field");
  if (!form || !list || !field) return;

  const status = form.querySelector("[data-search-status]");
  const PAUSE = 150;
  const FEWEST = 2;
  let timer = null;
  let asking = null;
  let current = -1;

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  const options = () => [...list.querySelectorAll("[role=option]")];

  function mark(index) {
    current = index;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    const chosen = options()[index];
    if (chosen) {
      field.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function open(shown) {
    list.hidden = !shown;
    field.setAttribute("aria-expanded", String(shown));
    if (!shown) mark(-1);
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    open(false);
    status.textContent = "";
  }

  async function suggest() {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.dataset.suggestions, {
        method: "POST", body, signal: mine.signal, cache: "no-store", credentials: "same-origin", redirect: "error",
      });
      if (!answer.ok) return close();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine.signal.aborted) return;
      const found = page.querySelector("ul");
      list.replaceChildren(...(found?.children ?? []));
      status.textContent = found?.dataset.count ?? "";
      open(list.children.length > 0);
      mark(-1);
    } catch {
      if (!mine.signal.aborted) close();
    }
  }

  const follow = (option) => location.assign(option.dataset.url);

  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (field.value.trim().length < FEWEST) close();
    else timer = setTimeout(suggest, PAUSE);
  });

  field.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "Escape") {
      if (!list.hidden) event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      if (list.hidden) open(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(current < 0 && step < 0 ? count - 1 : (current + step + count) % count);
    } else if (event.key === "Enter" && !list.hidden && current >= 0) {
      event.preventDefault();
      follow(options()[current]);
    }
  });

  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) follow(option);
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });

  const typing = (target) =>
    target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName) || document.querySelector("dialog[open]");
  document.addEventListener("keydown", (event) => {
    const shortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !typing(event.target);
    if (!shortcut && !slash) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
