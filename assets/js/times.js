// Times: the short form is kept fresh, the exact local time shows on hover.
(() => {
  const short = (seconds, moment, lang) => {
    const unit = (value, name) =>
      new Intl.NumberFormat(lang, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
    if (seconds < 60) return null;
    if (seconds < 3600) return unit(Math.floor(seconds / 60), "minute");
    if (seconds < 86400) return unit(Math.floor(seconds / 3600), "hour");
    return undefined;
  };
  const refresh = (root) => {
    const lang = document.documentElement.lang || undefined;
    for (const time of root.querySelectorAll("time[data-ago]")) {
      const moment = new Date(time.dateTime);
      if (!time.title) time.title = moment.toLocaleString(lang, { dateStyle: "full", timeStyle: "short" });
      const text = short((Date.now() - moment) / 1000, moment, lang);
      if (text) time.textContent = text;
    }
  };
  refresh(document);
  setInterval(() => refresh(document), 60000);
  document.addEventListener("seedpod:new", (event) => refresh(event.target));
})();
