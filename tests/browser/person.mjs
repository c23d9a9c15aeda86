// Somebody at a browser: opens pages, fills in forms, presses buttons. Notes on the way what no page
// may do: errors in the console, requests to anybody else.
import { PASSWORD } from "./pod.mjs";

export class Person {
  // `options` are those of a browser context, such as `javaScriptEnabled`.
  static async at(browser, pod, options = {}) {
    const person = new Person();
    person.pod = pod;
    person.context = await browser.newContext({ ignoreHTTPSErrors: true, bypassCSP: false, ...options });
    person.context.setDefaultTimeout(15_000);
    person.context.setDefaultNavigationTimeout(60_000);
    person.page = await person.context.newPage();
    person.faults = [];
    person.watch(person.page);
    return person;
  }

  watch(page) {
    page.on("console", (message) => {
      // The browser's own note on a page whose status is an error, not a fault of the page.
      const isStatus = message.text().startsWith("Failed to load resource") && message.location().url === page.url();
      // The line for what is new breaks when the pod is killed on purpose, and is opened anew.
      const isCut = /net::ERR_(CONNECTION|INCOMPLETE|EMPTY|HTTP2|ABORTED)/.test(message.text());
      if (message.type() === "error" && !isStatus && !isCut) this.faults.push(`${page.url()}: ${message.text()}`);
    });
    // Whoever goes on means it.
    page.on("dialog", (dialog) => dialog.accept().catch(() => {}));
    page.on("pageerror", (error) => this.faults.push(`${page.url()}: ${error.message}`));
    page.on("request", (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol !== "data:" && protocol !== "blob:" && host !== this.pod.authority) {
        this.faults.push(`${page.url()} asks ${request.url()}`);
      }
    });
  }

  // A form sent a moment ago may still be leading on; then once more.
  async open(path) {
    const address = path.startsWith("http") ? path : `${this.pod.url}${path}`;
    for (let turn = 0; turn < 5; turn += 1) {
      try {
        return await this.page.goto(address);
      } catch (error) {
        if (!error.message.includes("ERR_ABORTED") && !error.message.includes("interrupted")) throw error;
        await this.page.waitForTimeout(200);
      }
    }
    return this.page.goto(address);
  }

  get path() {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  form(action) {
    return this.page.locator(`form[action="${action}"]`).last();
  }

  // Fills a form by the names of its fields and sends it.
  async send(action, fields) {
    const form = this.form(action);
    for (const [name, value] of Object.entries(fields)) {
      const field = form.locator(`[name="${name}"]`);
      const kind = await field.first().getAttribute("type");
      if (kind === "radio" || kind === "checkbox") {
        const choice = form.locator(`[name="${name}"][value="${value}"]`);
        await reveal(choice);
        await choice.check();
      } else {
        await reveal(field.first());
        if (kind === "file") await field.first().setInputFiles(value);
        else await field.first().fill(value);
      }
    }
    await this.press(sender(form));
  }

  // Presses a button, wherever it is folded away, and waits for what comes of it.
  async press(button) {
    await reveal(button);
    // What is sent has arrived once it is answered; going elsewhere before that would call it back.
    const answered = this.page.waitForResponse((response) => response.request().method() === "POST", { timeout: 15_000 }).catch(() => {});
    await button.click();
    await answered;
    await this.page.waitForLoadState("load");
  }

  // The post or comment that shows these words.
  post(words) {
    return this.page.locator("article.post", { hasText: words }).first();
  }

  async sees(words) {
    await this.page.getByText(words).first().waitFor({ state: "attached" });
  }

  // Opens a page until it shows what is waited for; what another pod sends takes its moment.
  async until(path, locate, what) {
    for (let turn = 0; turn < 60; turn += 1) {
      await this.open(path);
      if (await locate(this.page).count()) return;
      await this.page.waitForTimeout(300);
    }
    throw new Error(`${path} never shows ${what}`);
  }

  async untilSays(path, words) {
    await this.until(path, (page) => page.getByText(words), words);
  }

  async signIn(name) {
    await this.open("/users/sign_in");
    await this.send("/users/sign_in", { username: name, password: PASSWORD });
    await this.page.waitForURL((url) => !url.pathname.startsWith("/users/sign_in"));
  }

  // Makes the pod its own, from the printed link on.
  async setUp(name, podName) {
    await this.open(this.pod.setupLink);
    await this.send("/setup", { pod_name: podName, name, password: PASSWORD, password_again: PASSWORD });
    await this.page.waitForURL((url) => !url.pathname.startsWith("/setup"));
  }

  // Ends the visit; whatever it noted is a failure.
  leave() {
    return this.context.close();
  }
}

// Opens every box that an element is folded away in, the outermost first, as a hand would.
export async function reveal(target) {
  for (let depth = 0; depth < 6; depth += 1) {
    const summary = await target.evaluateHandle((element) => {
      let outermost = null;
      for (let box = element.parentElement; box; box = box.parentElement) {
        const isShut = box.tagName === "DETAILS" && !box.open;
        if (isShut && !(element.closest("summary")?.parentElement === box)) outermost = box;
      }
      return outermost && outermost.querySelector(":scope > summary");
    });
    const element = summary.asElement();
    if (!element) return;
    // The script may just have put a fresh post in the place of the old one; then once more.
    await element.click({ timeout: 3_000 }).catch((error) => {
      if (!/not attached|Timeout/.test(error.message)) throw error;
    });
  }
}

// The button that sends a form off, not one that only shows what it would look like.
export function sender(form) {
  return form.locator('button[type=submit]:not([name="step"]):not([name="preview"])').last();
}
