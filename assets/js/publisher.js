// The publisher: how many characters are left, marks by button, pictures as they are chosen, poll
// lines as they are typed, a place, and sending without leaving the stream.
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

  // A window that a bookmark opened has done its work.
  const done = document.querySelector("[data-close]");
  if (done) setTimeout(() => window.close(), Number(done.dataset.close));

  const form = document.querySelector("form[data-sends]");
  if (!form) return;
  const text = form.elements.namedItem("text");
  const changed = () => text.dispatchEvent(new Event("input", { bubbles: true }));

  // Marks go around the chosen words, or before each of their lines.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-before]");
    if (!button) return;
    const { selectionStart: start, selectionEnd: end, value } = text;
    const { before, after } = button.dataset;
    const chosen = value.slice(start, end);
    text.focus();
    if ("lines" in button.dataset) {
      const from = value.lastIndexOf("\n", start - 1) + 1;
      const lines = value.slice(from, end).split("\n").map((line) => before + line).join("\n");
      text.setRangeText(lines, from, end, "end");
    } else {
      text.setRangeText(before + chosen + after, start, end, "end");
      const place = start + before.length;
      text.setSelectionRange(place, place + chosen.length);
    }
    changed();
  });

  // Share waits until there is something to share (W-122).
  const share = form.querySelector("[data-share]");
  const list = document.getElementById("picks");
  const question = form.elements.namedItem("question");
  const answers = () => [...form.querySelectorAll("input[name=answer]")];
  const ready = () => {
    const pictures = list.querySelector(".pick") || form.querySelector("input[name=kept]");
    const filled = answers().filter((line) => line.value.trim()).length;
    const polls = question.value.trim() ? filled >= 2 : filled === 0;
    share.disabled = !((text.value.trim() || pictures) && polls);
  };
  form.addEventListener("input", ready);

  // A new line for an answer appears when one types in the last one (W-131).
  const box = form.querySelector("[data-answers]");
  const more = form.querySelector("[data-more-answers]");
  const addLine = () => {
    const last = box.lastElementChild;
    const line = last.cloneNode(true);
    const number = box.children.length + 1;
    if (number > 20) return;
    const field = line.querySelector("input");
    const named = (words) => words.replace(/\d+/, String(number));
    field.value = "";
    field.id = `f-answer-${number}`;
    field.placeholder = named(field.placeholder);
    line.querySelector("label").htmlFor = field.id;
    line.querySelector("label").textContent = field.placeholder;
    box.append(line);
    removable();
  };
  const removable = () => {
    for (const button of box.querySelectorAll("button")) button.hidden = box.children.length <= 2;
  };
  box.addEventListener("input", (event) => {
    if (event.target.closest(".answer") === box.lastElementChild && event.target.value) addLine();
  });
  box.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || box.children.length <= 2) return;
    event.preventDefault();
    button.closest(".answer").remove();
    removable();
    ready();
  });
  more.addEventListener("click", (event) => {
    event.preventDefault();
    addLine();
    box.lastElementChild.querySelector("input").focus();
  });

  // The device says where it is only when it is asked to; the words stay the person's own.
  const locate = form.querySelector("[data-locate]");
  const [name, lat, lng] = ["place", "lat", "lng"].map((field) => form.elements.namedItem(field));
  locate.addEventListener("click", () => {
    const failed = () => announce(locate.dataset.failed) || name.focus();
    if (!navigator.geolocation) return failed();
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      lat.value = coords.latitude.toFixed(5);
      lng.value = coords.longitude.toFixed(5);
      if (!name.value) name.value = `${lat.value}, ${lng.value}`;
      name.focus();
    }, failed, { timeout: 15000 });
  });
  form.querySelector("[data-unlocate]").addEventListener("click", () => {
    for (const field of [name, lat, lng]) field.value = "";
  });

  const picker = form.querySelector("[data-picker]");
  const pattern = document.getElementById("pick");
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
  // Large pictures are made smaller here, so that they travel fast (W-129). Moving ones stay.
  const smaller = async (file) => {
    if (file.size <= Number(picker.dataset.small) || file.type === "image/gif") return file;
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, 3072 / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const blob = await new Promise((made) => canvas.toBlob(made, "image/jpeg", 0.88));
      return blob && blob.size < file.size ? new File([blob], file.name, { type: blob.type }) : file;
    } catch {
      return file;
    }
  };
  let count = 0;
  const add = async (chosen) => {
    const file = await smaller(chosen);
    const row = document.importNode(pattern.content.querySelector(".pick"), true);
    const holder = new DataTransfer();
    holder.items.add(file);
    row.querySelector("input[type=file]").files = holder.files;
    const words = row.querySelector("input[type=text]");
    words.id = `pick-${++count}`;
    const label = row.querySelector("label");
    label.htmlFor = words.id;
    row.querySelector("[data-file]").textContent = chosen.name;
    row.querySelector("button").addEventListener("click", () => {
      row.remove();
      ready();
      picker.querySelector("input").focus();
    });
    list.append(row);
    ready();
    thumbnail(file, row.querySelector("canvas"));
  };
  const most = Number(picker.dataset.most);
  const take = async (files) => {
    picker.closest("details").open = true;
    for (const file of files) {
      if (file.type.startsWith("image/") && list.children.length < most) await add(file);
    }
  };
  picker.querySelector("input").addEventListener("change", async (event) => {
    const files = [...event.target.files];
    event.target.value = "";
    await take(files);
  });
  form.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    take([...event.clipboardData.files]);
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });

  // In a stream the new post comes on top without loading the page again (W-133).
  const bar = form.querySelector("[data-progress]");
  const begin = () => {
    form.reset();
    list.replaceChildren();
    for (const kept of form.querySelectorAll("input[name=kept]")) kept.closest(".pick").remove();
    counter(text);
    ready();
    if (opener) opener.open = false;
  };
  const send = () => new Promise((end) => {
    const call = new XMLHttpRequest();
    call.open("POST", form.action);
    call.responseType = "document";
    call.setRequestHeader("X-Seedpod-Part", "1");
    call.upload.onprogress = (event) => {
      bar.hidden = false;
      if (event.lengthComputable) bar.value = 100 * event.loaded / event.total;
    };
    call.onload = call.onerror = () => end(call);
    call.send(new FormData(form));
  });
  form.addEventListener("submit", async (event) => {
    const stream = document.querySelector("ul.stream");
    const step = event.submitter && event.submitter.name === "step";
    if (step || form.dataset.plain || !stream) return;
    event.preventDefault();
    if (share.disabled) return;
    share.disabled = true;
    const call = await send();
    bar.hidden = true;
    share.disabled = false;
    const post = call.status === 200 && call.response && call.response.querySelector("article.post");
    if (post) {
      const line = document.createElement("li");
      line.append(document.adoptNode(post));
      stream.prepend(line);
      line.dispatchEvent(new CustomEvent("seedpod:new", { bubbles: true }));
      begin();
      post.tabIndex = -1;
      return post.focus();
    }
    if (call.status === 0) return announce(document.documentElement.dataset.offline);
    // A refusal has changed nothing: the plain way shows its reasons and keeps what was written.
    form.dataset.plain = "1";
    form.requestSubmit(share);
  });
  ready();
})();
