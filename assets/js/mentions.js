// Names after an @: a list under the field, reached by arrow keys, chosen by Enter, Tab or click.
(() => {
  let field = null;
  let list = null;
  let here = 0;
  let turn = 0;

  const close = () => {
    if (list) list.remove();
    list = null;
    if (!field) return;
    for (const name of ["aria-controls", "aria-activedescendant", "aria-expanded", "aria-autocomplete"]) field.removeAttribute(name);
  };
  // What stands between the last @ and the cursor, if that is the beginning of a name.
  const typed = () => {
    const before = field.value.slice(0, field.selectionStart);
    const found = /(?:^|[\s(])@([\p{L}\p{N}._-]{1,40})$/u.exec(before);
    return found && { text: found[1], from: field.selectionStart - found[1].length - 1 };
  };
  const mark = (place) => {
    const options = [...list.children];
    here = (place + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === here)));
    field.setAttribute("aria-activedescendant", options[here].id);
    options[here].scrollIntoView({ block: "nearest" });
  };
  const choose = (option) => {
    const start = typed();
    if (start) {
      const { id, name } = option.dataset;
      const clean = name.replace(/[{};]/g, "");
      field.setRangeText(`@{${clean}; ${id}} `, start.from, field.selectionStart, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    close();
    field.focus();
  };
  const address = (text) => {
    const post = /\/posts\/([^/]+)\/comments/.exec(field.form ? field.form.action : "");
    return `/mentions/suggestions?q=${encodeURIComponent(text)}${post ? `&post=${post[1]}` : ""}`;
  };
  const open = (found) => {
    close();
    const known = field.value;
    const options = found ? [...found.children].filter((option) => !known.includes(`; ${option.dataset.id}}`)) : [];
    if (!options.length) return;
    list = document.adoptNode(found);
    list.replaceChildren(...options);
    field.after(list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "true");
    mark(0);
  };
  document.addEventListener("input", (event) => {
    if (!event.target.matches("textarea[data-mentions]")) return;
    field = event.target;
    const start = typed();
    const mine = ++turn;
    if (!start) return close();
    setTimeout(async () => {
      if (mine !== turn) return;
      const { page } = await ask("GET", address(start.text));
      if (mine === turn) open(page && page.getElementById("suggestions"));
    }, 150);
  });
  document.addEventListener("keydown", (event) => {
    if (!list || event.target !== field || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) mark(here + steps[event.key]);
    else if (event.key === "Enter" || event.key === "Tab") choose(list.children[here]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("mousedown", (event) => {
    const option = list && event.target.closest("#suggestions > li");
    if (!option) return;
    event.preventDefault();
    choose(option);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === field) setTimeout(() => document.activeElement !== field && close(), 150);
  });
})();
