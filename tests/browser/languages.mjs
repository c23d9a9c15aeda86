// The pages in other words: as long as a translation may become, and from right to left (W-249, H-162).
import { join } from "node:path";
import { Person } from "./person.mjs";
import { check, none } from "./report.mjs";

const WIDTHS = [320, 390, 768, 1280];

// Makes what the pod says four tenths longer and puts accents on it; what people wrote stays. Hands
// back what is cut off then.
function longer() {
  const accents = { a: "á", e: "é", i: "í", o: "ó", u: "ú", n: "ñ", c: "ç", A: "Å", E: "Ê", O: "Ö", U: "Ü", S: "Š" };
  const byPeople = ".words, bdi, .name, .id, .brand, .meta.id, time, code, textarea, .faces, .face, .pill .count, [aria-labelledby=aspects] a, .opener-line, .audience";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const text = node.textContent.trim();
    if (!text || !/[a-z]{2}/i.test(text) || node.parentElement.closest(`${byPeople}, script, style, template`)) continue;
    const marked = [...text].map((letter) => accents[letter] ?? letter).join("");
    node.textContent = node.textContent.replace(text, `${marked} ${"ñü".repeat(Math.ceil(text.length / 5))}`);
  }
}

function cut() {
  const faults = [];
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    const hides = [style.overflowX, style.overflowY].some((value) => value === "hidden" || value === "clip");
    const isShown = element.checkVisibility({ visibilityProperty: true }) && element.clientWidth > 1;
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    if (!hides || !isShown || !hasText || element.closest(".brand, .opener-line, .audience, [aria-labelledby=aspects], .vh, .face")) continue;
    if (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1) {
      faults.push(`cut off: ${element.textContent.trim().slice(0, 50)}`);
    }
  }
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over <= 0) return faults;
  const wide = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && (box.right > innerWidth + 1 || box.left < -1);
  });
  const inner = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
  const names = inner.slice(0, 3).map((element) => `${element.tagName} "${element.textContent.trim().slice(0, 40)}"`);
  return [...faults, `${over} px too wide: ${names.join(", ")}`];
}

async function fits(page) {
  const faults = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    faults.push(...(await page.evaluate(cut)).map((words) => `${width}: ${words}`));
  }
  return faults;
}

export async function languages(browser, { pod, ines, post, profiles }) {
  const cookies = await ines.context.storageState();
  const mine = [["stream", "/stream"], ["post", post], ["profile", profiles.tomas], ["contacts", "/contacts"], ["notifications", "/notifications"],
    ["new", "/status_messages/new"], ["edit", "/profile/edit"], ["account", "/user/edit"], ["invitations", "/users/invitations"], ["search", "/search?q=tomas"]];
  const strangers = [["landing", "/"], ["sign-in", "/users/sign_in"], ["sign-up", "/users/sign_up"], ["not-found", "/nothing/here"]];

  for (const [who, pages, options] of [["", mine, { storageState: cookies }], ["stranger-", strangers, {}]]) {
    const person = await Person.at(browser, pod, options);
    for (const [name, path] of pages) {
      await check(`longer words ${who}${name}`, async () => {
        await person.open(path);
        await person.page.evaluate(longer);
        none(await fits(person.page));
      });
    }
    await person.leave();
  }

  // The browser chooses for strangers (W-037), the account for its owner.
  for (const tag of ["de", "fr", "es", "ar"]) {
    await check(`language ${tag}`, async () => {
      const faults = [];
      const stranger = await Person.at(browser, pod, { locale: tag });
      for (const [name, path] of strangers) {
        await stranger.open(path);
        faults.push(...await speaks(stranger.page, tag), ...(await fits(stranger.page)).map((words) => `${name}: ${words}`));
      }
      await stranger.leave();
      const person = await Person.at(browser, pod, { storageState: cookies });
      await person.open("/user/edit");
      const action = await person.page.locator("form:has([name=language])").first().getAttribute("action");
      await person.page.locator("[name=language]").first().selectOption(tag);
      await person.press(person.page.locator(`form[action="${action}"] button[type=submit]`).first());
      for (const [name, path] of mine) {
        await person.open(path);
        faults.push(...await speaks(person.page, tag), ...(await fits(person.page)).map((words) => `${name}: ${words}`));
        await shot(person.page, `${tag}-${name}`);
      }
      await person.open("/user/edit");
      await person.page.locator("[name=language]").first().selectOption("en");
      await person.press(person.page.locator(`form[action="${action}"] button[type=submit]`).first());
      faults.push(...person.faults);
      await person.leave();
      none([...new Set(faults)]);
    });
  }
}

// The page says which language it is in, runs in its direction, and shows no name of a sentence.
function speaks(page, tag) {
  return page.evaluate((wanted) => {
    const faults = [];
    const { lang, dir } = document.documentElement;
    if (lang !== wanted) faults.push(`the page is in ${lang}`);
    if (dir !== (wanted === "ar" ? "rtl" : "ltr")) faults.push(`the page runs ${dir}`);
    const bare = document.body.innerText.match(/\b(frame|stream|post|people|account|publisher|notification|profile|search|landing|error|setup)-[a-z]+(-[a-z]+)*\b/g);
    if (bare) faults.push(`without words: ${[...new Set(bare)].join(" ")}`);
    return faults;
  }, tag);
}

async function shot(page, name) {
  const folder = process.env.SEEDPOD_SHOTS;
  if (!folder) return;
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`) });
  }
}
