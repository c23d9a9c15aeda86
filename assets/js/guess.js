// Under a new password: how hard it is to guess. It helps to choose; the pod has the last word.
(() => {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u];
  const score = (text) => {
    if (text.length < 10) return 0;
    const variety = Math.min(new Set(text.toLowerCase()).size, 16);
    const mixed = kinds.filter((kind) => kind.test(text)).length > 1 ? 1 : 0;
    return Math.min(4, Math.floor((variety * Math.min(text.length, 32)) / 80) + mixed);
  };
  document.addEventListener("input", (event) => {
    const meter = event.target.id && document.querySelector(`meter[data-guess="${event.target.id}"]`);
    if (!meter) return;
    meter.hidden = event.target.value === "";
    meter.value = score(event.target.value);
  });
})();
