// Like, reshare, comment: the post is replaced in place instead of loading the page again.
(() => {
  const replace = (old, answer) => {
    const fresh = answer.getElementById(old.id);
    if (!fresh) return null;
    const node = document.adoptNode(fresh);
    // What the reader opened stays open.
    const shield = old.querySelector("details.shield");
    const fold = old.querySelector(".fold > input");
    if (shield && node.querySelector("details.shield")) node.querySelector("details.shield").open = shield.open;
    if (fold && node.querySelector(".fold > input")) node.querySelector(".fold > input").checked = fold.checked;
    old.replaceWith(node);
    node.dispatchEvent(new CustomEvent("seedpod:new", { bubbles: true }));
    return node;
  };

  const send = async (form, button) => {
    button.setAttribute("aria-disabled", "true");
    const url = button.getAttribute("formaction") || form.action;
    const { status, page } = await ask("POST", url, new URLSearchParams(new FormData(form)));
    button.removeAttribute("aria-disabled");
    if (status === 0) return announce(document.documentElement.dataset.offline);
    const node = page && replace(document.getElementById(button.dataset.swap), page);
    if (node) {
      form.reset();
      const again = button.name && node.querySelector(`button[name="${CSS.escape(button.name)}"]`);
      if (again) again.focus({ preventScroll: true });
      return announce(node.dataset.said);
    }
    // A refusal has changed nothing, so the plain way may try again and show its reasons.
    if (status >= 400) {
      form.dataset.plain = "1";
      return form.requestSubmit(button);
    }
    location.reload();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!button || !button.dataset.swap || form.dataset.plain || !document.getElementById(button.dataset.swap)) return;
    event.preventDefault();
    if (!button.hasAttribute("aria-disabled")) send(form, button);
  });

  // "Comment" opens the box under the post; without script it is a link to the post's page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-reply]");
    const pattern = document.querySelector("template#reply-pattern");
    if (!link || !pattern || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const post = document.getElementById(link.dataset.reply);
    if (!post) return;
    event.preventDefault();
    let form = post.querySelector("form.reply");
    if (!form) {
      const guid = link.dataset.reply.slice(2);
      form = document.importNode(pattern.content.querySelector("form"), true);
      form.action = `/posts/${encodeURIComponent(guid)}/comments`;
      const text = form.querySelector("textarea");
      text.id = `c-${guid}`;
      form.querySelector("label").htmlFor = text.id;
      form.querySelector("button").dataset.swap = post.id;
      let place = post.querySelector(".comments");
      if (!place) {
        place = document.createElement("div");
        place.className = "comments";
        post.append(place);
      }
      place.append(form);
    }
    form.querySelector("textarea").focus();
  });

  // Earlier comments come without leaving the stream.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.earlier");
    const post = link && link.closest("article.post");
    if (!post || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { page } = await ask("GET", link.getAttribute("href"));
    if (!page || !replace(post, page)) location.assign(link.href);
  });
})();
