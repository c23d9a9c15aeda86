// Cards: resting on a name shows who it is; without script the name is a link.
(() => {
  if (!matchMedia("(hover: hover)").matches) return;
  const rest = 700;
  let timer = 0;
  let card = null;
  let anchor = null;

  const close = () => {
    clearTimeout(timer);
    if (card) card.remove();
    card = anchor = null;
  };
  const place = () => {
    const box = anchor.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left), innerWidth - card.offsetWidth - 8);
    const below = box.bottom + 8 + card.offsetHeight < innerHeight;
    card.style.left = `${left}px`;
    card.style.top = `${below ? box.bottom + 6 : Math.max(8, box.top - card.offsetHeight - 6)}px`;
  };
  const open = async (link) => {
    const from = encodeURIComponent(location.pathname + location.search);
    const { page } = await ask("GET", `${link.getAttribute("href")}/hovercard?from=${from}`);
    const fresh = page && page.querySelector(".person-card");
    if (!fresh || anchor !== link) return;
    if (card) card.remove();
    card = document.adoptNode(fresh);
    card.addEventListener("mouseleave", leave);
    document.body.append(card);
    place();
  };
  const leave = () => {
    setTimeout(() => {
      const over = card && (card.matches(":hover") || card.contains(document.activeElement) || anchor.matches(":hover"));
      if (!over) close();
    }, 250);
  };
  document.addEventListener("mouseover", (event) => {
    const link = event.target.closest("a[data-card]");
    if (!link || link === anchor || (card && card.contains(link))) return;
    close();
    anchor = link;
    timer = setTimeout(open, rest, link);
    link.addEventListener("mouseleave", () => {
      clearTimeout(timer);
      leave();
      if (!card && anchor === link) anchor = null;
    }, { once: true });
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  addEventListener("scroll", () => { if (card && !card.contains(document.activeElement)) close(); }, { passive: true });
})();
