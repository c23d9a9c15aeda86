// Runs the parts one after the other on one browser; see run.sh.
import { mkdirSync } from "node:fs";
import { chromium, flags } from "./packages.mjs";
import { stopAll } from "./pod.mjs";
import { check, close } from "./report.mjs";

const wanted = process.argv.slice(2);
const wants = (part) => wanted.length === 0 || wanted.includes(part);
if (process.env.SEEDPOD_SHOTS) mkdirSync(process.env.SEEDPOD_SHOTS, { recursive: true });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stopAll().then(() => process.exit(130)));

const launch = () => chromium.launch({ executablePath: process.env.CHROME_PATH, args: flags });
let browser = await launch();
try {
  if (wants("journey")) {
    const { journey } = await import("./journey.mjs");
    for (const withScript of [true, false]) await check(`journey ${withScript ? "with" : "without"} script`, () => journey(browser, withScript));
  }
  // The other parts have a browser that has seen nothing yet, and look at one pod with people and posts in it.
  const parts = ["pages", "keyboard", "languages", "speed"].filter(wants);
  let place = null;
  if (parts.length) {
    await browser.close();
    browser = await launch();
    const { town } = await import("./town.mjs");
    await check("a pod with people and posts", async () => { place = await town(browser); });
  }
  for (const part of place ? parts : []) {
    const { [part]: run } = await import(`./${part}.mjs`);
    await check(part, () => run(browser, place));
  }
} finally {
  await browser.close();
  await stopAll();
}
process.exit(close() ? 0 : 1);
