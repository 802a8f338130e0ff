// The clock terminal: an event is kept here, with its number, until the server has said that it holds it.

const root = document.querySelector(".kiosk");
const find = (name) => root.querySelector(`[data-${name}]`);
const form = root.querySelector("form");
const badge = form.elements.badge;
const place = `loonbrug terminal ${root.dataset.terminal}`;
const SHOWN = 3000;
const PATIENCE = 2500;
const AGAIN = 5000;
const AT_ONCE = 200;
const english = document.documentElement.lang === "en";
const t = (dutch, words) => (english ? words : dutch);

// Numbers never go back, whichever of the two knows more.
const known = Number(root.dataset.next);
const kept = read();
const state = { next: Math.max(known, kept.next || 1), waiting: kept.waiting || [], aside: kept.aside || [] };
let ahead = new Date(root.dataset.now) - Date.now();
let trouble = "";

function read() {
  try { return JSON.parse(localStorage.getItem(place)) || {}; } catch { return {}; }
}

function keep() { localStorage.setItem(place, JSON.stringify(state)); }

const now = () => new Date(Date.now() + ahead);
const zone = { timeZone: "Europe/Amsterdam" };
const short = (at) => at.toLocaleTimeString("nl-NL", { ...zone, hour: "2-digit", minute: "2-digit" });

function tick() {
  find("time").textContent = now().toLocaleTimeString("nl-NL", { ...zone, hour: "2-digit", minute: "2-digit", second: "2-digit" });
  find("date").textContent = now().toLocaleDateString(t("nl-NL", "en-GB"), { ...zone, weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

function line() {
  const count = state.waiting.length;
  const waits = count === 0 ? "" : count === 1 ? t("1 registratie wacht", "1 event waits") : t(`${count} registraties wachten`, `${count} events wait`);
  const aside = state.aside.length ? t(`${state.aside.length} onbruikbaar`, `${state.aside.length} not usable`) : "";
  find("line").textContent = [trouble, waits, aside].filter(Boolean).join(" · ") || t("● verbonden", "● connected");
  find("line").classList.toggle("wait", Boolean(trouble || count));
}

let hiding;
function tell(kind, sign, name, at) {
  const answer = find("answer");
  answer.className = `kiosk-answer ${kind}`;
  find("sign").textContent = sign;
  find("name").textContent = name;
  find("at").textContent = at;
  answer.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { answer.hidden = true; }, SHOWN);
}

const WORDS = { in: "✓ In", out: t("→ Uit", "→ Out"), unknown: t("× Onbekende badge", "× Unknown badge") };
let asked = null;
function seen(who) {
  if (!who || who.sequence !== asked) return;
  asked = null;
  tell(who.state, WORDS[who.state], who.name || t("Meld je bij je planner; de tijd is genoteerd.", "See your planner; the time is noted."), who.time);
}

function enter(number) {
  const event = { sequence: state.next, at: now().toISOString(), badge: number };
  state.next += 1;
  state.waiting.push(event);
  keep();
  line();
  asked = event.sequence;
  setTimeout(() => {
    if (asked !== event.sequence) return;
    asked = null;
    tell("noted", t("✓ Genoteerd", "✓ Noted"), t("Geen verbinding: het wordt later doorgegeven.", "No connection: it will be told later."), short(new Date(event.at)));
  }, PATIENCE);
  deliver();
}

// What cannot be stored under its number: taken by another device gets a new one; what is unusable is put aside.
function mend(batch, answer) {
  let hope = false;
  state.next = Math.max(state.next, answer.next);
  for (const fault of answer.faults) {
    const event = batch[fault.line - 1];
    if (!event) continue;
    if (fault.kind === "taken") {
      if (asked === event.sequence) asked = state.next;
      event.sequence = state.next++;
      hope = true;
    } else if (fault.kind === "unusable") {
      state.waiting = state.waiting.filter((other) => other !== event);
      state.aside.push(event);
      hope = true;
    } else {
      trouble = t("⚠ de klok van dit apparaat loopt voor", "⚠ the clock of this device is ahead");
    }
  }
  keep();
  return hope;
}

let busy = false;
async function deliver() {
  if (busy) return;
  busy = true;
  try {
    while (state.waiting.length) {
      const batch = state.waiting.slice(0, AT_ONCE);
      const body = batch.map((event) => JSON.stringify(event)).join("\n");
      const response = await fetch("/kiosk/events", { method: "POST", body, signal: AbortSignal.timeout(10000) });
      if (response.status === 401) { trouble = t("⚠ dit apparaat is geen klokterminal meer", "⚠ this device is no clock terminal any more"); break; }
      if (!response.ok && response.status !== 422) throw new Error(response.status);
      const answer = await response.json();
      ahead = new Date(answer.now) - Date.now();
      trouble = "";
      if (response.status === 422) {
        if (!mend(batch, answer)) break;
        continue;
      }
      state.next = Math.max(state.next, answer.next);
      state.waiting = state.waiting.slice(batch.length);
      keep();
      seen(answer.seen);
    }
    if (trouble.startsWith("○")) trouble = "";
  } catch {
    trouble = t("○ geen verbinding", "○ no connection");
  }
  busy = false;
  line();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  const number = badge.value.trim();
  badge.value = "";
  badge.focus();
  if (/^[0-9A-Za-z]{1,40}$/.test(number)) enter(number);
  else if (number) tell("unknown", WORDS.unknown, t("Alleen cijfers en letters. Probeer het nog eens.", "Digits and letters only. Try again."), short(now()));
}, true);

root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-digit]");
  if (button) badge.value = button.dataset.digit ? badge.value + button.dataset.digit : "";
  badge.focus();
});
document.addEventListener("keydown", () => { if (document.activeElement !== badge) badge.focus(); }, true);

root.querySelector(".pad").hidden = false;
setInterval(tick, 1000);
setInterval(deliver, AGAIN);
window.addEventListener("online", deliver);
tick();
line();
deliver();

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/kiosk/worker.js", { scope: "/kiosk" }).catch(() => {});
  const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
  caches.open("loonbrug-kiosk")
    .then((shell) => shell.addAll(["/kiosk", ...parts.map((part) => part.href || part.src)]))
    .catch(() => {});
}
