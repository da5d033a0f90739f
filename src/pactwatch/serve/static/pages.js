// What a page gains with scripts; each is whole without them. No page of this register loads any other.
"use strict";

// A link to a cell opens what is folded around it.
function openTarget() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  if (!target) return;
  for (let one = target; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
  target.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", openTarget);
openTarget();

// A claim under the pointer or the focus is shown in the text and beside it.
const marks = document.querySelectorAll("[data-claims]");
const notes = document.querySelectorAll("[data-claim]");
function show(ids, on) {
  for (const mark of marks)
    if (mark.dataset.claims.split(" ").some((id) => ids.includes(id))) mark.classList.toggle("on", on);
  for (const note of notes) if (ids.includes(note.dataset.claim)) note.classList.toggle("on", on);
}
for (const one of [...marks, ...notes]) {
  const ids = (one.dataset.claims || one.dataset.claim).split(" ");
  for (const [name, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]])
    one.addEventListener(name, () => show(ids, on));
}
for (const mark of marks)
  mark.addEventListener("click", () => {
    const note = document.getElementById("note-" + mark.dataset.claims.split(" ")[0]);
    if (note) note.scrollIntoView({ block: "nearest", behavior: "smooth" });
  });

// "/" goes to the search; Escape closes what is open around the focus.
addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.getElementById("find").focus();
  }
  if (event.key === "Escape" && !typing) {
    const open = event.target.closest && event.target.closest("details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  }
});

// Before printing all evidence that the page holds is opened.
addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll("details:not(.key)")) one.open = true;
});
