// The pod with nothing but a keyboard: everything can be reached, seen and used, and nothing holds the
// focus fast (H-153, H-168).
import { PASSWORD } from "./pod.mjs";
import { Person } from "./person.mjs";
import { check, equal, none } from "./report.mjs";

// Presses Tab through a whole page and looks at each stop. Hands back what is wrong.
async function walk(page) {
  const faults = [];
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    document.activeElement?.blur();
    // What can be reached with Tab: visible, not taken out of the order, one of each group of radios.
    const can = "a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), textarea, select, summary";
    const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    window.stops = new Set([...document.querySelectorAll(can)].filter((element) => {
      if (element.tabIndex < 0 || !seen(element)) return false;
      if (element.type !== "radio") return true;
      const group = [...document.querySelectorAll(`[name="${CSS.escape(element.name)}"]`)].filter((one) => one.form === element.form);
      return element.checked || !group.some((one) => one.checked);
    }));
    window.wanted = window.stops.size;
  });
  const wanted = await page.evaluate(() => window.wanted);
  for (let turn = 0; turn < wanted + 20; turn += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const name = `${element.tagName.toLowerCase()} ${(element.textContent || element.getAttribute("aria-label") || element.name || "").trim().slice(0, 30)}`;
      const isNew = window.stops.delete(element);
      // The ring may stand on the element itself or, for what lies invisibly over its label, on that.
      const ringed = (one) => one && getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
      const hasRing = ringed(element) || ringed(element.closest("label")) || ringed(element.parentElement);
      const box = element.getBoundingClientRect();
      const at = (x, y) => document.elementFromPoint(Math.min(Math.max(x, 1), innerWidth - 2), Math.min(Math.max(y, 1), innerHeight - 2));
      const covers = at(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
      const shows = covers && (element.contains(covers) || covers.contains(element) || element.closest("label")?.contains(covers));
      return { name, isNew, hasRing, shows, isSkip: element.classList.contains("skip") };
    });
    if (!stop) break;
    if (!stop.hasRing) faults.push(`no ring on ${stop.name}`);
    if (!stop.shows) faults.push(`hidden behind something: ${stop.name}`);
    if (turn === 0 && !stop.isSkip) faults.push(`the first stop is ${stop.name}`);
  }
  const left = await page.evaluate(() => [...window.stops].map((element) => element.outerHTML.slice(0, 120)));
  return [...faults, ...left.map((html) => `never reached: ${html}`)];
}

// Tab until the element has the focus.
async function tabTo(page, selector) {
  for (let turn = 0; turn < 200; turn += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`Tab never comes to ${selector}`);
}

export async function keyboard(browser, { pod, ines, anna, post, profiles }) {
  const cookies = await ines.context.storageState();

  for (const [width, name] of [[1280, "desk"], [390, "phone"]]) {
    const person = await Person.at(browser, pod, { storageState: cookies, viewport: { width, height: 844 }, reducedMotion: "reduce" });
    for (const path of ["/stream", post, profiles.tomas, "/contacts", "/status_messages/new", "/profile/edit", "/user/edit", "/notifications", "/search?q=tomas"]) {
      await check(`keyboard ${name} ${path.replace(/[0-9a-f]{16,}/, "*")}`, async () => {
        await person.open(path);
        none(await walk(person.page));
      });
    }
    await person.leave();
  }

  await check("keyboard journey", async () => {
    const person = await Person.at(browser, pod);
    const { page } = person;
    await person.open("/users/sign_in");
    await tabTo(page, "[name=username]");
    await page.keyboard.type("tomas");
    await tabTo(page, "[name=password]");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/stream/);
    await tabTo(page, "details.opener > summary");
    await page.keyboard.press("Enter");
    await tabTo(page, "form.publisher textarea").catch(() => {});
    await page.locator("form.publisher textarea[name=text]").waitFor();
    await page.evaluate(() => document.activeElement.matches("form.publisher textarea") || document.querySelector("form.publisher textarea").focus());
    await page.keyboard.type("Written without a mouse");
    // W-123
    await page.keyboard.press("Control+Enter");
    await person.sees("Written without a mouse");
    const mine = "article.post:has-text('Written without a mouse')";
    await page.waitForLoadState("load");
    const id = await page.locator(mine).first().getAttribute("id");
    // Menus open and shut by key, and give the focus back.
    await tabTo(page, `#${id} details.menu > summary`);
    await page.keyboard.press("Enter");
    equal(await page.locator(`#${id} details.menu[open]`).count(), 1, "open menus");
    await page.keyboard.press("Escape");
    equal(await page.locator(`#${id} details.menu[open]`).count(), 0, "open menus after Escape");
    await page.keyboard.press("Enter");
    await tabTo(page, `#${id} details.confirm > summary`);
    await page.keyboard.press("Enter");
    await tabTo(page, `#${id} button[formaction$='/delete']`);
    await page.keyboard.press("Enter");
    await page.waitForLoadState("load");
    await page.locator(mine).waitFor({ state: "detached" });
    none(person.faults);
    await person.leave();
  });

  // W-134: words that were not sent are asked about before they are lost, and only those.
  await check("unsent words", async () => {
    const person = await Person.at(browser, pod, { storageState: cookies });
    const asked = [];
    person.page.on("dialog", (dialog) => asked.push(dialog.type()));
    await person.open("/status_messages/new");
    await person.open("/contacts");
    equal(asked.length, 0, "questions without words");
    await person.open("/status_messages/new");
    await person.page.locator("textarea[name=text]").first().pressSequentially("Not yet");
    await person.open("/contacts");
    equal(asked.join(), "beforeunload", "questions with words");
    await person.leave();
  });

  // W-204: with permission, the browser tells what is new while the page is open.
  await check("news is told", async () => {
    const person = await Person.at(browser, pod, { storageState: cookies });
    await person.page.addInitScript(() => {
      window.told = [];
      window.Notification = class {
        static permission = "granted";
        constructor(title, { body }) { window.told.push(`${title}: ${body}`); }
      };
    });
    await person.open("/stream");
    await anna.open(post);
    await anna.send(`${post}/comments`, { text: "One more thing about that crust" });
    await person.page.waitForFunction(() => window.told.length > 0, null, { timeout: 15_000 });
    const [told] = await person.page.evaluate(() => window.told);
    equal(/\d/.test(told), true, `a number in ${told}`);
    none(person.faults);
    await person.leave();
  });
}
