// The publisher: how many characters are left, small pictures of what was chosen, one picker.
(() => {
  const counter = (area) => {
    const place = document.getElementById(area.dataset.count);
    const limit = Number(area.dataset.limit);
    if (!place || !limit) return;
    const left = limit - [...area.value].length;
    place.textContent = left > 1000 ? "" : String(left);
    place.classList.toggle("count-over", left < 0);
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-count]")) counter(event.target);
  });
  document.querySelectorAll("textarea[data-count]").forEach(counter);

  // Opening the publisher is meant for writing.
  const opener = document.querySelector("details.opener");
  if (opener) {
    opener.addEventListener("toggle", () => {
      if (opener.open) opener.querySelector("textarea").focus();
    });
  }

  const picker = document.querySelector("[data-picker]");
  const list = document.getElementById("picks");
  const pattern = document.getElementById("pick");
  if (!picker || !list || !pattern) return;
  for (const row of list.querySelectorAll(".pick")) row.remove();

  const thumbnail = async (file, canvas) => {
    try {
      const picture = await createImageBitmap(file);
      const side = Math.min(picture.width, picture.height);
      canvas.getContext("2d").drawImage(
        picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
      picture.close();
    } catch {
      canvas.hidden = true;
    }
  };
  const add = (file) => {
    const row = document.importNode(pattern.content.querySelector(".pick"), true);
    const holder = new DataTransfer();
    holder.items.add(file);
    row.querySelector("input[type=file]").files = holder.files;
    const words = row.querySelector("input[type=text]");
    const id = `pick-${Date.now().toString(36)}-${list.children.length}`;
    words.id = id;
    const label = row.querySelector("label");
    label.htmlFor = id;
    row.querySelector("[data-file]").textContent = file.name;
    row.querySelector("button").addEventListener("click", () => {
      row.remove();
      picker.querySelector("input").focus();
    });
    list.append(row);
    thumbnail(file, row.querySelector("canvas"));
  };
  const most = Number(picker.dataset.most);
  const take = (files) => {
    for (const file of files) {
      if (file.type.startsWith("image/") && list.children.length < most) add(file);
    }
  };
  picker.querySelector("input").addEventListener("change", (event) => {
    take(event.target.files);
    event.target.value = "";
  });
  const form = picker.closest("form");
  form.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) {
      event.preventDefault();
      take(event.clipboardData.files);
    }
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length) {
      event.preventDefault();
      take(event.dataTransfer.files);
    }
  });
})();
