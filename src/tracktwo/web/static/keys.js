// Single keys for pages whose places say which: data-key="a" on a button or link, data-key-item on each entry of a list.
// Nothing here is needed: every key presses what can be pressed. The switch turns them off, for those whom they disturb.
(() => {
  "use strict";
  const STORE = "tracktwo-keys";
  const shown = document.querySelector("[data-keys-shown]");
  if (!shown) return;
  const button = shown.querySelector("[data-keys-switch]");
  const items = [...document.querySelectorAll("[data-key-item]")];
  let at = -1;
  let on = true;
  try { on = localStorage.getItem(STORE) !== "off"; } catch { /* storage is refused: keys stay on */ }

  function tell() {
    button.textContent = on ? "Keys are on" : "Keys are off";
    button.setAttribute("aria-pressed", String(on));
  }

  function go(to) {
    if (!items.length) return;
    at = Math.max(0, Math.min(items.length - 1, to));
    items.forEach((item, n) => item.classList.toggle("current", n === at));
    items[at].focus({ preventScroll: true });
    items[at].scrollIntoView({ block: "nearest" });
  }

  function isWriting(target) {
    return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
  }

  button.addEventListener("click", () => {
    on = !on;
    try { localStorage.setItem(STORE, on ? "on" : "off"); } catch { /* it holds for this page */ }
    tell();
  });
  document.addEventListener("focusin", (event) => {
    const inside = items.findIndex((item) => item.contains(event.target));
    if (inside >= 0 && inside !== at) {
      at = inside;
      items.forEach((item, n) => item.classList.toggle("current", n === at));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      go(at < 0 ? 0 : at + (key === "j" ? 1 : -1));
      event.preventDefault();
      return;
    }
    if (!/^[a-z0-9]$/.test(key)) return;
    const place = items.length && at >= 0 ? items[at] : null;
    const wanted = `[data-key="${key}"]`;
    const field = document.querySelector(`[data-key-focus="${key}"] input:not([type=hidden]), [data-key-focus="${key}"] select`);
    if (field) {
      event.preventDefault();
      field.focus();
      return;
    }
    const found = (place && place.querySelector(wanted))
      || [...document.querySelectorAll(wanted)].find((one) => !one.closest("[data-key-item]"));
    if (found) {
      event.preventDefault();
      found.click();
    }
  });
  shown.hidden = false;
  tell();
  if (items.length) {
    at = 0;
    items[0].classList.add("current");
  }
})();
