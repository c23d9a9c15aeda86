// Like, reshare, comment: the post is replaced in place instead of loading the page again.
(() => {
  const replace = (old, answer) => {
    const fresh = answer.getElementById(old.id);
    if (!fresh) return null;
    const node = document.adoptNode(fresh);
    old.replaceWith(node);
    node.dispatchEvent(new CustomEvent("seedpod:new", { bubbles: true }));
    return node;
  };

  const send = async (form, button) => {
    const target = document.getElementById(button.dataset.swap);
    if (!target || button.getAttribute("aria-disabled")) return false;
    button.setAttribute("aria-disabled", "true");
    const url = button.getAttribute("formaction") || form.action;
    const answer = await ask("POST", url, new URLSearchParams(new FormData(form)));
    const node = answer && replace(target, answer);
    if (!node) {
      button.removeAttribute("aria-disabled");
      form.dataset.sent = "1";
      form.requestSubmit ? form.requestSubmit(button) : form.submit();
      return true;
    }
    form.reset();
    const again = button.name && node.querySelector(`[name="${button.name}"][data-swap]`);
    if (again) again.focus({ preventScroll: true });
    announce(node.dataset.said);
    return true;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!button || !button.dataset.swap || form.dataset.sent) return;
    event.preventDefault();
    send(form, button);
  });

  // "Comment" opens the box under the post; without script it is a link to the post's page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-reply]");
    const pattern = document.getElementById("reply");
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
    const answer = await ask("GET", link.getAttribute("href"));
    if (!answer || !replace(post, answer)) location.assign(link.href);
  });
})();
