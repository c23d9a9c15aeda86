// Live: counts in the head and new posts on top, as long as the page is looked at.
(() => {
  const root = document.documentElement;
  if (!root.dataset.live || !window.EventSource) return;
  const stream = document.querySelector("[data-live]:not(html)");
  let source = null;
  let top = null;
  let unread = null;

  const count = (name, number) => {
    for (const place of document.querySelectorAll(`[data-badge="${name}"]`)) {
      let badge = place.querySelector(".badge");
      if (!number) {
        if (badge) badge.remove();
        continue;
      }
      if (!badge) {
        badge = document.createElement("span");
        badge.className = "badge";
        place.append(badge);
      }
      badge.textContent = number > 99 ? "99+" : String(number);
    }
  };
  // Asked for permission only by the button on the page of notifications (W-204).
  const tell = (number) => {
    if (unread !== null && number > unread && window.Notification && Notification.permission === "granted") {
      new Notification(document.title, { body: root.dataset.arrived.replace("#", number), tag: "seedpod" });
    }
    unread = number;
  };

  const typing = () => document.activeElement && document.activeElement.matches("input, textarea, select");
  const insert = (fresh) => {
    let list = stream.querySelector("ul.stream");
    const items = [...fresh.querySelectorAll("ul.stream > li")];
    if (!list) return location.reload();
    const known = items.findIndex((item) => document.getElementById(item.querySelector("article").id));
    const news = known < 0 ? items : items.slice(0, known);
    for (const item of news.reverse()) {
      const node = document.adoptNode(item);
      node.classList.add("fresh");
      list.prepend(node);
      node.dispatchEvent(new CustomEvent("seedpod:new", { bubbles: true }));
    }
  };
  const fetchPosts = async () => {
    const { page } = await ask("GET", stream.dataset.live);
    if (page) insert(page);
  };
  const offer = () => {
    if (stream.querySelector(".more-posts")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button more-posts";
    button.textContent = root.dataset.posts;
    button.addEventListener("click", () => {
      button.remove();
      fetchPosts();
      scrollTo({ top: 0 });
    });
    stream.prepend(button);
    announce(root.dataset.posts);
  };

  const hear = (event) => {
    const news = JSON.parse(event.data);
    count("unread", news.unread);
    count("messages", news.messages);
    tell(news.unread);
    if (stream && top !== null && news.top !== top) {
      if (scrollY < 200 && !typing()) fetchPosts();
      else offer();
    }
    top = news.top;
  };
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource("/live");
    source.addEventListener("news", hear);
  };
  const close = () => {
    if (source) source.close();
    source = null;
  };
  // A page in the background gives its connection back: browsers have few of them.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();

  const allow = document.querySelector("[data-allow]");
  if (allow && window.Notification && Notification.permission === "default") {
    allow.hidden = false;
    allow.addEventListener("click", async () => {
      await Notification.requestPermission();
      allow.hidden = true;
    });
  }
})();
