// The clock of the own page: what is clocked without a network waits on this phone, and is told once when it is back.

const form = document.querySelector("[data-clock]");
const list = document.querySelector("[data-waiting]");
const words = form.dataset;
const PLACE = "loonbrug own clock";
const PATIENCE = 8000;

// Whose clock it is, where it is told, how far this phone's clock is off, and what waits.
function read() {
  try { return JSON.parse(localStorage.getItem(PLACE)) || {}; } catch { return {}; }
}

const kept = read();
const online = Boolean(words.person);
const state = {
  person: words.person || kept.person,
  action: form.getAttribute("action") || kept.action,
  page: online ? location.pathname : kept.page,
  ahead: online ? new Date(words.now) - Date.now() : kept.ahead || 0,
  // Somebody else on the same phone starts with an empty list; what waits of theirs stays until they are back.
  waiting: kept.waiting || [],
};

function keep() { localStorage.setItem(PLACE, JSON.stringify(state)); }

const mine = () => state.waiting.filter((click) => click.person === state.person);

function show() {
  const zone = { timeZone: "Europe/Amsterdam", day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" };
  list.replaceChildren(...mine().map((click) => {
    const line = document.createElement("li");
    const what = click.direction === "in" ? words.in : words.out;
    line.textContent = `${what} ${new Date(click.at).toLocaleString("nl-NL", zone)} · ${click.refused || words.waits}`;
    line.className = click.refused ? "state bad" : "state wait";
    return line;
  }));
  list.hidden = mine().length === 0;
}

function tell(click, signal) {
  const token = form.elements.token?.value;
  const body = new URLSearchParams({ token, direction: click.direction, at: click.at });
  return fetch(state.action, { method: "POST", body, signal, redirect: "manual" });
}

// What was told goes from the list; what cannot be is shown; the rest waits on.
let busy = false;
async function deliver() {
  if (busy || !online) return;
  busy = true;
  let done = "";
  for (const click of mine().filter((click) => !click.refused)) {
    try {
      const response = await tell(click, AbortSignal.timeout(PATIENCE));
      if (response.ok) {
        state.waiting = state.waiting.filter((other) => other !== click);
        done = response.status === 204 ? `clocked-${click.direction}` : "clocked-already";
      } else if (response.status === 422) {
        click.refused = words.refused;
      } else {
        break;
      }
    } catch {
      break;
    }
    keep();
  }
  busy = false;
  show();
  if (done) location.replace(`${state.page}?done=${done}`);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  const direction = event.submitter?.value || form.elements.direction?.value;
  state.waiting.push({ person: state.person, direction, at: new Date(Date.now() + state.ahead).toISOString() });
  keep();
  show();
  deliver();
}, true);

window.addEventListener("online", () => { if (online) deliver(); else if (state.page) location.replace(state.page); });
if (state.person) keep();
show();
deliver();

if ("serviceWorker" in navigator && online) {
  navigator.serviceWorker.register("/own-worker.js").catch(() => {});
  const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
  caches.open("loonbrug-own")
    .then(async (shell) => {
      const language = document.documentElement.lang;
      await shell.addAll(parts.map((part) => part.href || part.src));
      await shell.put("/own-offline", await fetch(`/own-offline?language=${language}`));
    })
    .catch(() => {});
}
