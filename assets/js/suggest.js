// Suggestions while one types: a list below the field, reached by arrow keys. An option either
// leads somewhere (data-href) or fills the field (data-value).
(() => {
  const shortest = 2;
  let list = null;
  let field = null;
  let here = -1;
  let asked = 0;

  const close = () => {
    if (list) list.remove();
    if (field) {
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }
    list = null;
    here = -1;
  };
  const mark = (place) => {
    const options = [...list.children];
    here = (place + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === here)));
    field.setAttribute("aria-activedescendant", options[here].id);
    options[here].scrollIntoView({ block: "nearest" });
  };
  const choose = (option) => {
    if (option.dataset.href) location.assign(option.dataset.href);
    else field.value = option.dataset.value;
    close();
  };
  const open = (fresh) => {
    close();
    if (!fresh || !fresh.children.length || document.activeElement !== field) return;
    list = document.adoptNode(fresh);
    list.classList.add("offered");
    [...list.children].forEach((option, index) => { option.id = `offered-${index}`; });
    const box = field.getBoundingClientRect();
    list.style.insetBlockStart = `${box.bottom + 4}px`;
    list.style.left = `${box.left}px`;
    list.style.width = `${box.width}px`;
    document.body.append(list);
    field.setAttribute("aria-expanded", "true");
  };

  document.addEventListener("focusin", (event) => {
    if (!event.target.matches("[data-suggest]")) return;
    field = event.target;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", "offered");
    field.setAttribute("aria-expanded", "false");
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === field) setTimeout(close, 150);
  });
  document.addEventListener("input", (event) => {
    if (event.target !== field) return;
    const turn = ++asked;
    const text = field.value.trim();
    if (text.replace("#", "").length < shortest) return close();
    setTimeout(async () => {
      if (turn !== asked) return;
      const { page } = await ask("GET", field.dataset.suggest + encodeURIComponent(text));
      if (turn === asked) open(page && page.getElementById("offered"));
    }, 150);
  });
  document.addEventListener("keydown", (event) => {
    if (!list || event.target !== field) return;
    if (event.key === "ArrowDown") mark(here + 1);
    else if (event.key === "ArrowUp") mark(here - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && here >= 0) choose(list.children[here]);
    else return;
    event.preventDefault();
  });
  document.addEventListener("mousedown", (event) => {
    const option = list && event.target.closest("#offered > li");
    if (!option) return;
    event.preventDefault();
    choose(option);
  });
})();
