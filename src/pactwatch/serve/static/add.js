// Add: files dropped on the form, and how far their reading is. Both pages are whole without it.
"use strict";

const drop = document.querySelector("[data-drop]");
if (drop) {
  const field = drop.querySelector("input");
  const chosen = drop.querySelector(".chosen");
  const tell = () => { chosen.textContent = [...field.files].map((file) => file.name).join(", "); };
  field.addEventListener("change", tell);
  for (const name of ["dragover", "dragenter"])
    addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; tell(); }
  });
}

const progress = document.querySelector("[data-job]");
async function look() {
  try {
    const answer = await fetch("/add/" + encodeURIComponent(progress.dataset.job) + ".json");
    if (answer.status === 404) { location.reload(); return; }
    const { job } = await answer.json();
    if (job.state === "done" || job.state === "failed") { location.reload(); return; }
    const bar = progress.querySelector("progress");
    bar.max = job.total || 1;
    bar.value = job.done;
    const said = job.note || (job.state === "reading" ? job.done + " / " + job.total : "");
    if (said) progress.querySelector("[data-said]").textContent = said;
  } catch { /* the server may be busy: the next look tells */ }
  setTimeout(look, 700);
}
if (progress) look();
