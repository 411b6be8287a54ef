// One Chromium for a file of tests, and pages that remember what went wrong in them. Knows nothing
// of what the pages show.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
];

const chromiumPath = () => {
  const found = [process.env.CHROMIUM, ...PLACES].find((path) => path && existsSync(path));
  if (!found) throw new Error("Chromium was not found: name it in the variable CHROMIUM");
  return found;
};

// Starts the browser of a file. `newPage` opens a page in a fresh profile.
export const openBrowser = async () => {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
  const newPage = async (options = {}) => {
    const viewport = { width: 1000, height: 700 };
    const context = await browser.newContext({ viewport, ...options });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    return Object.assign(page, { complaints: watch(page) });
  };
  return { newPage, close: () => browser.close() };
};

// Time on that page, and in its frames, then moves by `page.clock` alone: a machine that is busy
// for a second does not fire a timer that the test has not come to. It stops a minute ahead: the
// browser refuses a moment that has passed while it was asked.
export const stopClock = async (page) => {
  const now = Date.now();
  await page.clock.install({ time: now });
  await page.clock.pauseAt(now + 60_000);
};

// What a page complained of and asked for: console errors, exceptions, refused policies, requests.
const watch = (page) => {
  const complaints = { errors: [], requests: [] };
  page.on("console", (line) => {
    if (["error", "warning"].includes(line.type())) complaints.errors.push(line.text());
  });
  page.on("pageerror", (error) => complaints.errors.push(String(error)));
  page.on("request", (request) => complaints.requests.push(request.url()));
  return complaints;
};

// Runs a test with a page that is closed after it.
export const withPage = async (browser, options, use) => {
  const page = await browser.newPage(options);
  try {
    return await use(page);
  } finally {
    await page.context().close();
  }
};
