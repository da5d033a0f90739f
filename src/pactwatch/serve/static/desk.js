// The desk by single keys. Every form is whole without it: Tab, Space, arrows and Enter do all of it.
"use strict";

const cases = [...document.querySelectorAll("[data-case]")];
const keys = { a: "accept", r: "reject", c: "correct", m: "merge", s: "split", o: "join", p: "part" };

function current() {
  return cases.find((one) => one.contains(document.activeElement)) || cases[0];
}
function go(step) {
  const at = cases.findIndex((one) => one.contains(document.activeElement));
  const next = cases[Math.min(cases.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  if (next) next.querySelector("h2").focus();
}
function say(verdict) {
  const one = current();
  if (!one) return;
  one.querySelector(`input[name=verdict][value=${verdict}]`).checked = true;
  fit(one);
  const first = { correct: "[name=value]", merge: "[name=other], [name=other_id]", join: "[name=other], [name=other_id]" }[verdict];
  [...one.querySelectorAll(first || ".reason")].find((field) => !field.hidden).focus();
}
// Only the fields that the verdict needs are shown.
function fit(one) {
  const chosen = one.querySelector("input[name=verdict]:checked");
  for (const part of one.querySelectorAll(".for"))
    part.hidden = !chosen || !part.classList.contains("for-" + chosen.value);
  offer(one, chosen && chosen.value === "merge");
}
// To be merged with what is ticked only that is offered which is of the same kind.
function offer(one, merging) {
  const ticked = [...one.querySelectorAll("input[name=claim]:checked")];
  const groups = [...one.querySelectorAll("[name=other] optgroup")];
  for (const group of groups) {
    const fits = !merging || ticked.every((box) => box.dataset.kind === group.dataset.kind);
    group.hidden = group.disabled = !fits;
    for (const option of group.children) if (!fits) option.selected = false;
  }
  const list = one.querySelector("select[name=other]");
  if (list) list.hidden = groups.every((group) => group.disabled);
}
for (const one of cases) {
  fit(one);
  one.addEventListener("change", () => fit(one));
}

addEventListener("keydown", (event) => {
  const typing = /^(TEXTAREA|SELECT)$/.test(event.target.tagName) ||
    (event.target.tagName === "INPUT" && !/^(checkbox|radio)$/.test(event.target.type));
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing) {
    const one = current();
    if (one && one.contains(event.target)) one.querySelector("h2").focus();
    else event.target.blur();
    return;
  }
  if (typing) return;
  if (event.key === "j" || event.key === "k") go(event.key === "j" ? 1 : -1);
  else if (event.key === "u") { const undo = document.querySelector(".notice .undo"); if (undo) undo.click(); }
  else if (Object.hasOwn(keys, event.key)) say(keys[event.key]);
  else return;
  event.preventDefault();
});

// What was written last is told, and the next case has the focus.
if (document.querySelector(".notice") && cases.length) cases[0].querySelector("h2").focus({ preventScroll: true });
const wrong = document.querySelector(".case .problem");
if (wrong) wrong.scrollIntoView({ block: "center" });
