// Keys: single letters act on the post that was gone to; they can be switched off (WCAG 2.1.4).
(() => {
  if (!document.documentElement.dataset.keys) return;
  let here = null;
  const posts = () => [...document.querySelectorAll("ul.stream > li > article.post, main > article.post")];
  const go = (step) => {
    const all = posts();
    const at = all.indexOf(here);
    const next = all[at < 0 ? 0 : at + step];
    if (!next) return;
    if (here) here.classList.remove("post-here");
    here = next;
    here.classList.add("post-here");
    here.tabIndex = -1;
    here.focus({ preventScroll: true });
    here.scrollIntoView({ block: "start" });
  };
  const press = (selector) => {
    const found = here && here.querySelector(selector);
    if (found) found.click();
  };
  const acts = {
    j: () => go(1),
    k: () => go(-1),
    c: () => press("a[data-reply]"),
    l: () => press("button[formaction$='/like'], button[formaction$='/unlike']"),
    r: () => press("button[formaction$='/reshare']"),
    m: () => press(".fold > input:not(:checked), details.shield:not([open]) > summary"),
    o: () => {
      const link = here && here.querySelector(".words a[href], a.embed[href]");
      if (link) link.click();
    },
  };
  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], details.menu[open], dialog");
    if (busy || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "?") return location.assign("/shortcuts");
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  // A post replaced after an action stays the one that was gone to.
  document.addEventListener("seedpod:new", (event) => {
    if (here && !here.isConnected && event.target.id === here.id) {
      here = event.target;
      here.classList.add("post-here");
    }
  });
})();
