// Adding: files dropped on the page are put into the form's own field, and the list of what is read keeps itself up to date.
(() => {
  "use strict";
  const form = document.querySelector("[data-drop]");
  if (form) {
    const field = form.querySelector("input[type=file]");
    form.querySelector("[data-drop-hint]").hidden = false;
    document.addEventListener("dragover", (event) => {
      if ([...event.dataTransfer.types].includes("Files")) {
        event.preventDefault();
        form.classList.add("over");
      }
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) form.classList.remove("over");
    });
    document.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      form.classList.remove("over");
      const all = new DataTransfer();
      for (const file of [...field.files, ...event.dataTransfer.files]) all.items.add(file);
      field.files = all.files;
      field.focus();
    });
  }
  const place = document.querySelector("[data-told]");
  if (!place) return;

  function isIdle() {
    const told = place.querySelector("[data-idle]");
    return !told || told.dataset.idle === "1";
  }

  async function look() {
    try {
      const answer = await fetch("/add/progress?part=list", { headers: { Accept: "text/html" } });
      if (answer.ok) {
        const made = new DOMParser().parseFromString(await answer.text(), "text/html");
        // While somebody reads with the keyboard inside the list, it is left as it is.
        if (!place.contains(document.activeElement)) place.replaceChildren(...made.body.childNodes);
      }
    } catch { /* the server is gone for a moment: the next look will tell */ }
    if (!isIdle()) setTimeout(look, 1500);
  }

  if (!isIdle()) setTimeout(look, 1000);
})();
