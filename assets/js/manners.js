// Manners: keys that send, menus that close, a question before words are lost.
(() => {
  document.addEventListener("keydown", (event) => {
    const form = event.target.form;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea") && form) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(".button-main[type=submit], .button-main:not([type])"));
    }
    if (event.key === "Escape") {
      const menu = event.target.closest("details.menu[open]");
      if (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  let sending = false;
  document.addEventListener("submit", () => { sending = true; setTimeout(() => { sending = false; }, 3000); });
  addEventListener("beforeunload", (event) => {
    const unsent = [...document.querySelectorAll("textarea[data-guard]")].some((area) => area.value !== area.defaultValue);
    if (unsent && !sending) event.preventDefault();
  });

  // The copy button appears only where it can work.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const source = button && document.getElementById(button.dataset.copy);
    if (!source) return;
    source.select();
    try {
      await navigator.clipboard.writeText(source.value);
      announce(button.dataset.said);
      button.classList.add("button-main");
    } catch { /* the text stays selected */ }
  });

  // A list of mistakes or a confirmation is read first.
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();

  // A page that waits for an answer asks again by itself.
  const wait = document.querySelector("[data-again]");
  if (wait) {
    const again = () => (wait.dataset.next ? location.replace(wait.dataset.next) : location.reload());
    setTimeout(again, Number(wait.dataset.again) * 1000);
  }
})();
