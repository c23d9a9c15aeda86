// Every page for what has to hold on all of them: nobody is shut out (H-165), nothing runs over, the HTML is
// valid, nobody else is asked, and nothing weighs more than promised (spec/appliance.md §1, §19, §20).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { axe, HtmlValidate } from "./packages.mjs";
import { Pod } from "./pod.mjs";
import { Person } from "./person.mjs";
import { check, none } from "./report.mjs";

const WIDTHS = [320, 390, 768, 1280];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// What axe cannot decide by itself and somebody looked at, with the reason.
const triaged = JSON.parse(readFileSync(new URL("triage.json", import.meta.url), "utf8"));

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // The markup is written by a machine without blanks; these are about how people write it.
    "no-trailing-whitespace": "off",
    "void-style": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "long-title": "off",
    "no-implicit-button-type": "off",
    "no-implicit-input-type": "off",
    // Several pictures, several aspects: such forms send lists.
    "form-dup-name": "off",
    // Lists without bullets are read as lists by one browser only if they say so.
    "no-redundant-role": "off",
    // Comments are found in the address by their guid, which may begin with a digit.
    "valid-id": ["error", { relaxed: true }],
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // A form whose switches are all locked has nothing to send.
    "wcag/h32": "off",
    // A group in the middle of a section is no section of its own.
    "prefer-native-element": "off",
    "no-inline-style": "error",
    "require-sri": "off",
  },
});

// Opens a page once and looks at it from all sides.
async function examine(person, name, path, status = 200) {
  await check(`page ${name}`, async () => {
    const faults = [];
    const { page } = person;
    person.faults.length = 0;
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1280, height: 900 });
    const response = await person.open(path);
    if (response.status() !== status) faults.push(`status ${response.status()}`);
    faults.push(...await mistakes(await response.text()));
    faults.push(...await landmarks(page));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) faults.push(`${over} px too wide at ${width}`);
    }
    await page.evaluate(axe);
    for (const width of [320, 1280]) {
      for (const colorScheme of ["light", "dark"]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        faults.push(...(await barriers(page)).map((words) => `${width} ${colorScheme}: ${words}`));
      }
    }
    await shots(page, name);
    faults.push(...person.faults);
    none([...new Set(faults)]);
  });
}

async function mistakes(html) {
  const report = await validator.validateString(html);
  return (report.results[0]?.messages ?? []).map((one) => `HTML: ${one.ruleId}: ${one.message} (${one.selector ?? ""})`);
}

// H-152
function landmarks(page) {
  return page.evaluate(() => {
    const faults = [];
    const count = (selector) => document.querySelectorAll(selector).length;
    if (count("h1") !== 1) faults.push(`${count("h1")} first headings`);
    if (count("main") !== 1) faults.push("no main part");
    if (!document.documentElement.lang) faults.push("no language");
    if (!document.body.firstElementChild.matches("a.skip")) faults.push("no way to skip the navigation");
    if (count("img:not([width]), img:not([height])")) faults.push("a picture without its size");
    return faults;
  });
}

async function barriers(page) {
  const found = await page.evaluate(async (tags) => {
    const result = await window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations", "incomplete"] });
    const flat = (list) => list.flatMap((rule) => rule.nodes.map((node) => ({ id: rule.id, where: node.target.join(" "), html: node.html.slice(0, 160), why: (node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? "" })));
    return { violations: flat(result.violations), incomplete: flat(result.incomplete) };
  }, TAGS);
  const isKnown = (one) => triaged.some((known) => known.rule === one.id && new RegExp(known.what).test(`${one.where} ${one.html} ${one.why}`));
  const undecided = found.incomplete.filter((one) => !isKnown(one));
  const tell = (one) => `${one.id}: ${one.where}: ${one.why.split("\n")[0]} ${one.html}`;
  return [...found.violations.map((one) => `axe ${tell(one)}`), ...undecided.map((one) => `axe, undecided, ${tell(one)}`)];
}

// Pictures to look at.
async function shots(page, name) {
  const folder = process.env.SEEDPOD_SHOTS;
  if (!folder) return;
  for (const [width, colorScheme] of [[360, "light"], [360, "dark"], [768, "light"], [1280, "light"], [1280, "dark"]]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: false });
  }
}

// An address without what differs from one page of its kind to the next.
function pattern(address) {
  const { pathname, searchParams } = new URL(address);
  const path = pathname
    .replace(/^\/(tags|i|u)\/.+/, "/$1/*")
    .replace(/\/[0-9a-f]{16,}(?=\/|$)/g, "/*")
    .replace(/\/\d+(?=\/|$)/g, "/*");
  const keys = [...new Set([...searchParams.keys()])].filter((key) => key !== "after" && key !== "before").sort();
  return path + (keys.length ? `?${keys.join("&")}` : "");
}

// Follows every link that the signed-in podmin is offered, one of each kind, so that no page is left
// out because somebody forgot to list it.
async function kinds(person, from) {
  const found = new Map();
  const queue = [...from];
  while (queue.length && found.size < 120) {
    const path = queue.shift();
    const address = new URL(path, person.pod.url);
    const kind = pattern(address.href);
    if (found.has(kind) || address.host !== person.pod.authority) continue;
    const answer = await person.context.request.get(address.href, { maxRedirects: 0 });
    const isPage = (answer.headers()["content-type"] ?? "").startsWith("text/html");
    if (answer.status() !== 200 || !isPage) continue;
    found.set(kind, address.pathname + address.search);
    const links = [...(await answer.text()).matchAll(/<a [^>]*?href="([^"#]+)/g)].map((match) => match[1].replaceAll("&amp;", "&"));
    queue.push(...links.filter((link) => link.startsWith("/") && !/^\/(assets|uploads|users\/sign_out)/.test(link)));
  }
  return found;
}

export async function pages(browser, { pod, ines, post, link, profiles }) {
  const found = await kinds(ines, ["/stream", "/activity", "/mentions", "/public", "/aspects", "/contacts", "/contacts?set=all", "/contacts?set=only_sharing",
    "/notifications", "/search", "/search?q=nobody", "/search?q=tomas", "/status_messages/new", post, profiles.tomas, profiles.anna, profiles.ines, "/profile/edit", "/user/edit", "/users/invitations", "/privacy", "/tags/bread", "/tags/nothing",
    "/conversations", "/admin", "/help", "/dev/parts"]);
  for (const [kind, path] of found) await examine(ines, kind.slice(1).replace(/[^a-z0-9]+/gi, "-").replace(/-$/, ""), path);
  await examine(ines, "not-found", "/posts/0123456789abcdef0123456789abcdef", 404);

  const stranger = await Person.at(browser, pod);
  await examine(stranger, "stranger-landing", "/");
  for (const [name, path] of [["public", "/public"], ["post", post], ["profile", profiles.tomas], ["tag", "/tags/bread"], ["sign-in", "/users/sign_in"], ["sign-up-closed", "/users/sign_up"]]) {
    await examine(stranger, `stranger-${name}`, path);
  }
  if (link) await examine(stranger, "stranger-invitation", new URL(link).pathname);
  await examine(stranger, "stranger-not-found", "/nothing/here", 404);
  const empty = await Pod.start("empty");
  const owner = await Person.at(browser, empty);
  await examine(owner, "setup", empty.setupLink.slice(empty.url.length));
  await examine(owner, "setup-waiting", "/stream", 503);
  await weights(browser, { pod, ines, post, profiles });
}

// What goes over the wire, pictures of people and posts aside (spec/appliance.md §1, §19.2).
async function weigh(person, path) {
  const page = await person.context.newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const kinds = new Map();
  const sum = { all: 0, script: 0, style: 0, requests: 0 };
  session.on("Network.responseReceived", ({ requestId, type, response }) => kinds.set(requestId, { type, url: response.url }));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const { type, url } = kinds.get(requestId) ?? { url: "" };
    if (/\/uploads\//.test(url)) return;
    sum.all += encodedDataLength;
    sum.requests += 1;
    if (type === "Script") sum.script += encodedDataLength;
    if (type === "Stylesheet") sum.style += encodedDataLength;
  });
  await page.goto(`${person.pod.url}${path}`, { waitUntil: "networkidle" });
  sum.nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  await page.close();
  return sum;
}

async function weights(browser, { pod, ines, post, profiles }) {
  const within = (sum, limits) => none(Object.entries(limits).filter(([name, most]) => sum[name] > most).map(([name, most]) => `${name}: ${sum[name]}, at most ${most}`));
  for (const [name, path] of [["landing", "/"], ["post", post], ["profile", profiles.tomas]]) {
    await check(`weight of the public page ${name}`, async () => {
      const fresh = await Person.at(browser, pod);
      const sum = await weigh(fresh, path);
      console.log(`        ${JSON.stringify(sum)}`);
      await fresh.leave();
      within(sum, { all: 40_000, requests: 5 });
    });
  }
  await check("weight of a stream page", async () => {
    const fresh = await Person.at(browser, pod, { storageState: await ines.context.storageState() });
    const sum = await weigh(fresh, "/stream");
    console.log(`        ${JSON.stringify(sum)}`);
    await fresh.leave();
    // 1,200 nodes for twenty posts of words; these have pictures, comments and a reshare besides.
    within(sum, { all: 80_000, script: 30_000, style: 20_000, nodes: 1_300 });
  });
}
