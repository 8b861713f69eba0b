/* Enhancements only: every page works without this file.
   Suggestions under « Où ? », waiting and error messages of HTMX swaps, copy and print buttons, focus. No inline code, no eval. */
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const announce = (text) => { const place = document.getElementById("annonce"); if (place) place.textContent = text; };

  /* Suggestions: the list is asked from the server; arrows, Enter and Escape as in the ARIA combobox pattern. */
  function combobox(box) {
    const input = box.querySelector("input");
    const list = Object.assign(document.createElement("ul"), { id: `${input.id}-propositions`, hidden: true });
    let options = [], active = -1, timer = 0, asked = null;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Communes proposées");
    const set = (attributes) => Object.entries(attributes).forEach(([name, value]) => input.setAttribute(name, value));
    set({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });
    box.append(list);

    const close = () => { list.hidden = true; active = -1; set({ "aria-expanded": "false" }); input.removeAttribute("aria-activedescendant"); };
    const mark = (index) => {
      active = (index + options.length) % options.length;
      options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
      input.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    };
    const choose = (option) => {
      input.value = option.dataset.value;
      close();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const show = (html) => {
      const parsed = new DOMParser().parseFromString(`<ul>${html}</ul>`, "text/html");
      list.replaceChildren(...all("[role=option]", parsed));
      options = all("[role=option]", list);
      options.forEach((option, i) => { option.id = `${list.id}-${i}`; });
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !options.length;
      set({ "aria-expanded": String(options.length > 0) });
      announce(options.length === 0 ? "Aucune commune trouvée" : options.length === 1 ? "1 commune proposée" : `${options.length} communes proposées`);
    };
    const ask = async () => {
      const words = input.value.trim();
      asked?.abort();
      if (words.length < 2) { close(); return; }
      asked = new AbortController();
      try {
        const answer = await fetch(`${box.dataset.combo}?q=${encodeURIComponent(words)}`, { signal: asked.signal, headers: { "HX-Request": "true" } });
        if (answer.ok && document.activeElement === input) show(await answer.text());
      } catch { /* The field still takes free text: a suggestion that does not come is not an error to show. */ }
    };

    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
    input.addEventListener("blur", () => { clearTimeout(timer); asked?.abort(); close(); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
      if (list.hidden || !options.length) return;
      if (event.key === "ArrowDown") { event.preventDefault(); mark(active + 1); }
      if (event.key === "ArrowUp") { event.preventDefault(); mark(active < 0 ? options.length - 1 : active - 1); }
      if (event.key === "Enter" && active >= 0) { event.preventDefault(); choose(options[active]); }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) choose(option); });
  }

  /* Buttons that only make sense with a script are hidden in the page and shown here. */
  function buttons(root) {
    all("[data-copy]", root).forEach((button) => {
      if (!navigator.clipboard) return;
      button.hidden = false;
      button.addEventListener("click", async () => {
        const before = button.textContent;
        try { await navigator.clipboard.writeText(button.dataset.copy); button.textContent = "Lien copié"; } catch { button.textContent = "Copie impossible"; }
        announce(button.textContent);
        setTimeout(() => { button.textContent = before; }, 3000);
      });
    });
    all("[data-print]", root).forEach((button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });
  }
  /* HTMX: short addresses, a waiting text after 400 ms, an error in place with « Réessayer ». */
  const timers = new WeakMap();
  const beside = (target, className) => target.parentElement?.querySelector(`:scope > .${className}`);
  const done = (target) => { clearTimeout(timers.get(target)); target.removeAttribute("aria-busy"); beside(target, "waiting")?.remove(); };
  const current = (target) => (target.id && document.getElementById(target.id)) || target;

  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb !== "get") return;
    for (const [name, value] of Object.entries(detail.parameters)) if (value === "") delete detail.parameters[name];
  });
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    const target = detail.target;
    beside(target, "failed")?.remove();
    target.setAttribute("aria-busy", "true");
    timers.set(target, setTimeout(() => {
      const text = Object.assign(document.createElement("p"), { className: "waiting", textContent: "Chargement…" });
      target.before(text);
      announce(text.textContent);
    }, 400));
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => { done(detail.target); done(current(detail.target)); });

  function failed({ detail }) {
    const target = current(detail.target), box = document.createElement("div");
    box.className = "note error failed";
    box.setAttribute("role", "alert");
    const said = detail.xhr?.responseText && new DOMParser().parseFromString(detail.xhr.responseText, "text/html").getElementById("erreur");
    const text = document.createElement("p"), again = document.createElement("a");
    text.textContent = said ? all("h1, p.lead", said).map((part) => part.textContent.trim().replace(/\.?$/, ".")).join(" ")
      : "La page n’a pas pu être mise à jour. Vérifiez votre connexion.";
    again.textContent = "Réessayer";
    again.href = detail.pathInfo?.finalRequestPath || location.href;
    again.addEventListener("click", (event) => {
      const form = detail.elt.closest("form");
      if (!form) return;
      event.preventDefault();
      form.requestSubmit();
    });
    const line = document.createElement("p");
    line.append(again);
    box.append(text, line);
    beside(target, "failed")?.remove();
    target.before(box);
  }
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(name, failed);

  /* After « Afficher les formations » on a phone, the filters fold and the list takes the focus; on a wide screen the focus stays. */
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    buttons(detail.target);
    const filters = document.querySelector(".filters");
    if (detail.requestConfig?.triggeringEvent?.type !== "submit" || !filters?.querySelector("summary").offsetParent) return;
    filters.open = false;
    document.getElementById("resultats-titre")?.focus();
  });

  /* A form sent as a plain page: fields left empty stay out of the address. */
  addEventListener("submit", ({ target, defaultPrevented }) => {
    if (defaultPrevented || target.method !== "get" || target.hasAttribute("hx-get")) return;
    for (const field of target.elements) if (field.name && field.value === "") field.disabled = true;
    setTimeout(() => { for (const field of target.elements) field.disabled = false; });
  });

  all("[data-combo]").forEach(combobox);
  buttons(document);
  document.querySelector("[data-focus]")?.focus();
})();
