// Looks again until what the page waits for is ready; without it, the page refreshes itself.
(() => {
  "use strict";
  async function look() {
    try {
      const made = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      if (!made.querySelector("[data-waiting]")) {
        location.reload();
        return;
      }
    } catch { /* the server is gone for a moment */ }
    setTimeout(look, 1000);
  }
  setTimeout(look, 500);
})();
