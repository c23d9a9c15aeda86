// Times: the short form is kept fresh, the exact local time shows on hover.
(() => {
  const { lang, dataset } = document.documentElement;
  const refresh = (root) => {
    for (const time of root.querySelectorAll("time[data-ago]")) {
      const moment = new Date(time.dateTime);
      if (!time.title) time.title = moment.toLocaleString(lang || undefined, { dateStyle: "full", timeStyle: "short" });
      const minutes = Math.floor((Date.now() - moment) / 60000);
      if (minutes >= 1 && minutes < 60) time.textContent = dataset.minutes.replace("#", minutes);
      else if (minutes >= 60 && minutes < 1440) time.textContent = dataset.hours.replace("#", Math.floor(minutes / 60));
    }
  };
  refresh(document);
  setInterval(() => refresh(document), 60000);
  document.addEventListener("seedpod:new", (event) => refresh(event.target));
})();
