// What somebody would point at who says its words: of the controls that can be seen, the one that is called so, else one
// whose name begins so, else one whose name holds them. "Wachtwoord › Nieuw" is "Nieuw" in the part that is headed so.
const [kind, said] = arguments;
const words = said.split(" › ").pop();
const heading = said.includes(" › ") ? said.split(" › ")[0] : "";
const plain = (text) => (text || "").replace(/\s+/g, " ").trim();
const own = (label) => [...label.childNodes].filter((node) => !node.matches?.("input, select")).map((node) => node.textContent);
const name = (control) =>
  plain(control.getAttribute("aria-label")) || plain(control.labels?.[0] && own(control.labels[0]).join(" ")) || plain(control.innerText);
const headed = [...document.querySelectorAll("h1, h2, h3, legend, tr.person th")].find((one) => plain(one.innerText).includes(heading));
const part = heading ? headed?.closest("form, section, fieldset, article, tbody, .card") : document;
const seen = (control) => control.checkVisibility({ visibilityProperty: true }) && !control.closest("[aria-hidden=true]");
const all = [...(part?.querySelectorAll(kind) || [])].filter((control) => !control.disabled && seen(control));
const found =
  all.find((control) => name(control) === words) ||
  all.find((control) => name(control).startsWith(words)) ||
  all.find((control) => name(control).includes(words));
found?.scrollIntoView({ block: "center", behavior: "instant" });
return found;
