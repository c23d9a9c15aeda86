// Pictures large, one after the other; players after a click; shields all at once.
(() => {
  const pattern = document.getElementById("lightbox");
  let dialog = null;
  let links = [];
  let here = 0;

  const show = (place) => {
    here = (place + links.length) % links.length;
    const small = links[here].querySelector("img");
    const large = dialog.querySelector("img");
    large.src = links[here].dataset.large;
    large.alt = small ? small.alt : "";
    dialog.querySelector("figcaption").textContent = large.alt;
    dialog.querySelector("[data-place]").textContent = links.length > 1 ? `${here + 1} / ${links.length}` : "";
    for (const name of ["back", "next"]) dialog.querySelector(`[data-go=${name}]`).hidden = links.length < 2;
  };
  const make = () => {
    dialog = document.importNode(pattern.content.querySelector("dialog"), true);
    document.body.append(dialog);
    dialog.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button && button.dataset.go === "back") show(here - 1);
      else if (button && button.dataset.go === "next") show(here + 1);
      else if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("keydown", (event) => {
      const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") show(here + (event.key === forward ? 1 : -1));
    });
    dialog.addEventListener("close", () => links[here] && links[here].focus({ preventScroll: true }));
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-large]");
    if (!link || !pattern || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!dialog) make();
    links = [...link.parentElement.querySelectorAll("a[data-large]")];
    show(links.indexOf(link));
    dialog.showModal();
  });

  // The provider hears of the reader only now.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-player]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    const { player, width, height, title } = link.dataset;
    frame.className = "player";
    frame.title = title;
    frame.width = width;
    frame.height = height;
    frame.referrerPolicy = "strict-origin";
    frame.allow = "fullscreen";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
    frame.src = player;
    link.replaceWith(frame);
    frame.focus();
  });

  // All shields open, and can all be shut again; it lasts until the page is left (W-175).
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-shields]");
    if (!button) return;
    const open = !document.documentElement.classList.contains("unveiled");
    document.documentElement.classList.toggle("unveiled", open);
    for (const shield of document.querySelectorAll("details.shield")) shield.open = open;
    for (const each of document.querySelectorAll("button[data-shields]")) {
      each.textContent = open ? each.dataset.none : each.dataset.all;
    }
  });
})();
