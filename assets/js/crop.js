// Crop: a square part of a chosen picture, moved by pointer or arrow keys, larger and turned by
// sliders. What shows is what is sent; without script the middle of the picture is taken.
(() => {
  const side = 960;
  for (const field of document.querySelectorAll("input[type=file][data-crop]")) {
    const box = document.getElementById(field.dataset.crop);
    if (!box || !window.DataTransfer) continue;
    const canvas = box.querySelector("canvas");
    const [size, turn] = [box.querySelector("[data-size]"), box.querySelector("[data-turn]")];
    let picture = null;
    let original = null;
    let at = { x: 0, y: 0 };

    const draw = (target, width) => {
      const scale = (Number(size.value) / 100) * width / Math.min(picture.width, picture.height);
      const pen = target.getContext("2d");
      pen.clearRect(0, 0, width, width);
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, width, width);
      pen.save();
      pen.translate(width / 2 + at.x * width, width / 2 + at.y * width);
      pen.rotate((Number(turn.value) * Math.PI) / 180);
      pen.scale(scale, scale);
      pen.drawImage(picture, -picture.width / 2, -picture.height / 2);
      pen.restore();
    };
    const show = () => { if (picture) draw(canvas, canvas.width); };
    const bound = () => {
      const most = Number(size.value) / 100;
      at.x = Math.max(-most, Math.min(most, at.x));
      at.y = Math.max(-most, Math.min(most, at.y));
    };
    const reset = () => {
      [size.value, turn.value] = [100, 0];
      at = { x: 0, y: 0 };
      show();
    };
    const close = () => {
      box.hidden = true;
      picture = null;
    };

    field.addEventListener("change", async () => {
      original = field.files[0];
      if (!original) return close();
      try {
        picture = await createImageBitmap(original, { imageOrientation: "from-image" });
      } catch {
        return close();
      }
      box.hidden = false;
      reset();
      canvas.focus();
    });
    [size, turn].forEach((slider) => slider.addEventListener("input", () => { bound(); show(); }));
    box.querySelector("[data-reset]").addEventListener("click", reset);
    box.querySelector("[data-cancel]").addEventListener("click", () => {
      field.value = "";
      close();
      field.focus();
    });
    canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
    canvas.addEventListener("pointermove", (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      at = { x: at.x + event.movementX / canvas.clientWidth, y: at.y + event.movementY / canvas.clientHeight };
      bound();
      show();
    });
    canvas.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [-0.02, 0], ArrowRight: [0.02, 0], ArrowUp: [0, -0.02], ArrowDown: [0, 0.02] }[event.key];
      if (!step) return;
      event.preventDefault();
      at = { x: at.x + step[0], y: at.y + step[1] };
      bound();
      show();
    });

    // The part is cut out when the form goes; the form then goes by itself.
    field.form.addEventListener("submit", (event) => {
      if (!picture) return;
      event.preventDefault();
      const cut = document.createElement("canvas");
      cut.width = cut.height = side;
      draw(cut, side);
      cut.toBlob((blob) => {
        if (blob) {
          const holder = new DataTransfer();
          holder.items.add(new File([blob], "picture.jpg", { type: "image/jpeg" }));
          field.files = holder.files;
        }
        const button = event.submitter;
        close();
        field.form.requestSubmit(button);
      }, "image/jpeg", 0.92);
    });
  }

  // A name is kept as soon as it was changed, without leaving the page.
  for (const form of document.querySelectorAll("form[data-save]")) {
    form.addEventListener("change", async () => {
      const { page } = await ask("POST", form.action, new URLSearchParams(new FormData(form)));
      const [old, fresh] = [document.querySelector("main h1"), page && page.querySelector("main h1")];
      if (!old || !fresh) return;
      old.textContent = fresh.textContent;
      const said = page.querySelector(".note");
      announce(said && said.textContent);
    });
  }
})();
