// The packages of package.json. They lie beside the other caches, where plain imports do not look.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.env.SEEDPOD_MODULES}/package.json`);
const take = (name) => import(pathToFileURL(require.resolve(name)).href);

export const { chromium } = require("playwright-core");
export const { HtmlValidate } = require("html-validate");
export const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const chromeLauncher = () => take("chrome-launcher");
export const lighthouse = async () => (await take("lighthouse")).default;

// What a browser without a screen, without rights and without anything to call home needs.
export const flags = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--ignore-certificate-errors",
];
