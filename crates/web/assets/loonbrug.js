// Makes pages quicker; every page works without it. No state of its own: the server's answer is what is shown.

const main = () => document.getElementById("main");

// What stands in fields of text and was not in what was sent: it is newer than the answer.
function typed(sent) {
  const fields = [...main().querySelectorAll("input[name]:not([type=checkbox], [type=radio], [type=hidden], [type=file]), textarea")];
  return fields.filter((field) => field.value !== (sent?.get(field.name) ?? field.defaultValue));
}

// Puts the main part of an answer in the place of what is shown; the cursor, the place on the page and what was typed stay.
async function show(response, sent) {
  const text = await response.text();
  const answer = new DOMParser().parseFromString(text, "text/html");
  const fresh = answer.getElementById("main");
  if (!fresh || response.url.includes("/sign-in")) { location.href = response.url; return; }
  const focus = document.activeElement;
  const mark = focus && focus.name ? [focus.name, focus.value] : null;
  const cursor = focus?.matches("input[type=text], input:not([type]), textarea") && [focus.selectionStart, focus.selectionEnd];
  for (const field of typed(sent)) {
    const same = fresh.querySelector(`[name="${CSS.escape(field.name)}"]`);
    if (same) { same.value = field.value; same.dataset.newer = "yes"; }
  }
  const at = rows().findIndex(isAt);
  main().replaceWith(fresh);
  rows()[at]?.classList.add("at");
  document.title = answer.title;
  if (response.url !== location.href) history.replaceState(null, "", response.url);
  if (mark) {
    const same = [...fresh.querySelectorAll(`[name="${CSS.escape(mark[0])}"]`)];
    const again = same.find((field) => field.value === mark[1]) || same[0];
    again?.focus({ preventScroll: true });
    if (cursor) again?.setSelectionRange?.(...cursor);
  }
  poll();
}

// Sends a form and shows the answer; what changed meanwhile is sent after it, in order.
let sending = Promise.resolve();
function send(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.append(button.name, button.value);
  sending = sending.then(async () => {
    try {
      await show(await fetch(form.action, { method: "POST", body }), body);
    } catch {
      offline();
    }
  });
}

function offline() {
  if (main().querySelector(".offline")) return;
  const notice = document.createElement("p");
  notice.className = "notice bad offline";
  notice.setAttribute("role", "alert");
  notice.textContent = document.documentElement.lang === "en"
    ? "No connection. Nothing is lost on this page; try again when it is back."
    : "Geen verbinding. Op deze pagina gaat niets verloren; probeer het opnieuw als ze terug is.";
  main().prepend(notice);
}

function save(event) {
  delete event.target.dataset.newer;
  const form = event.target.closest("form[data-live]");
  if (form) send(form, { name: "do", value: "save" });
}
document.addEventListener("change", save);
// A browser does not count as a change what a script has put back.
document.addEventListener("focusout", (event) => { if (event.target.dataset?.newer && event.target.isConnected) save(event); });

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.dataset.sent && form.method === "post" && !form.matches("[data-live]")) { event.preventDefault(); return; }
  if (form.matches("[data-live]") && !button?.hasAttribute("data-plain")) {
    event.preventDefault();
    send(form, button);
  } else if (form.method === "post") {
    form.dataset.sent = "yes";
  }
});

// A page that the browser took out of its memory may be old: a form on it may be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
});

// Looks again while work is under way.
function poll() {
  const waiting = document.querySelector("[data-poll]");
  if (!waiting) return;
  setTimeout(async () => {
    try {
      const response = await fetch(location.href);
      if (response.redirected) location.href = response.url;
      else await show(response);
    } catch {
      offline();
      poll();
    }
  }, Number(waiting.dataset.poll));
}
poll();

// On a phone the part that is shown may be beside the others, out of sight.
document.querySelector(".parts [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });

// The keyboard: / find, j k rows, x tick, e edit, Enter open, g and a letter to go, ? all of them.
let going = false;
const rows = () => [...document.querySelectorAll("[data-row]")].map((mark) => mark.closest("tr, li") || mark);
const isAt = (row) => row.classList.contains("at");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=checkbox]), select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const row = rows().find(isAt);
  if (going) {
    going = false;
    document.querySelector(`[data-go="${CSS.escape(event.key)}"]`)?.click();
    return;
  }
  const act = {
    "/": () => document.querySelector('[data-key="/"]')?.focus(),
    g: () => { going = true; },
    j: () => move(1),
    k: () => move(-1),
    x: () => row?.querySelector("input[type=checkbox]")?.click(),
    e: () => edit(row?.querySelector("input:not([type=checkbox], [type=hidden]), select")),
    "?": keys,
    Enter: () => event.target === document.body && (row?.querySelector("a"))?.click(),
    Backspace: () => document.querySelector("[data-back]")?.click(),
  }[event.key];
  if (act && !(event.key === "Enter" && event.target !== document.body)) { event.preventDefault(); act(); }
});

function move(step) {
  const all = rows();
  const at = all.findIndex(isAt);
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all[at]?.classList.remove("at");
  next?.classList.add("at");
  next?.scrollIntoView({ block: "nearest" });
}

function edit(field) {
  field?.focus();
  field?.select?.();
}

// The page of all keys, over the page that is shown, so that nothing on it is lost; Escape closes it.
async function keys() {
  const link = document.querySelector("[data-keys]");
  if (!link) return;
  const answer = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-label", link.title);
  dialog.append(...answer.getElementById("main").childNodes);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const back = event.target.closest("[data-back]");
  if (back && document.referrer.startsWith(location.origin) && history.length > 1 && !event.ctrlKey) {
    event.preventDefault();
    history.back();
  }
});
