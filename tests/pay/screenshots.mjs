// Pictures of every state, to look at: node tests/pay/screenshots.mjs FOLDER [STATE…]
// At 320, 420 and 1280 px, light and dark; the shop and the frames in it too. Needs a built worker.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { raiseStage } from "./stage.mjs";
import { reachAll } from "./states.mjs";

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node tests/pay/screenshots.mjs FOLDER [STATE…]");
  process.exit(2);
}
const WIDTHS = [320, 420, 1280];
const SCHEMES = ["light", "dark"];

await mkdir(folder, { recursive: true });
const stage = await raiseStage();
try {
  const looks = WIDTHS.flatMap((width) => SCHEMES.map((colorScheme) => ({ width, colorScheme })));
  const pages = { ...(await reachAll(stage)), ...shopPages() };
  for (const [name, path] of Object.entries(pages)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const look of looks) await take(name, path, look);
    console.log(name);
  }
} finally {
  await stage.close();
}

async function take(name, reach, { width, colorScheme }) {
  const viewport = { width, height: width < 500 ? 720 : 900 };
  await stage.visit(
    "",
    async (page) => {
      if (typeof reach === "string") await page.goto(stage.url + reach);
      else await reach(page);
      await page.waitForLoadState("networkidle");
      const path = join(folder, `${name}-${width}-${colorScheme}.png`);
      // What a frame holds is painted only where the window shows it, so the window grows.
      const whole = await page.evaluate(() => document.documentElement.scrollHeight);
      const height = name.startsWith("overlay") ? viewport.height : whole;
      await page.setViewportSize({ width, height });
      await page.screenshot({ path });
    },
    { viewport, colorScheme },
  );
}

function shopPages() {
  const buy = async (page, name) => {
    await page.goto(stage.shop.url);
    await page.getByRole("button", { name: `Buy ${name}` }).click();
  };
  const framed = (page) => page.frameLocator("iframe").locator("main").waitFor();
  return {
    shop: (page) => page.goto(stage.shop.url),
    "shop-inline": async (page) => {
      await buy(page, "Sunrise Espresso");
      await framed(page);
    },
    "shop-overlay": (page) => buy(page, "High Valley Filter"),
    "overlay-open": async (page) => {
      await buy(page, "High Valley Filter");
      await page.getByRole("button", { name: /^Pay 16.50/ }).click();
      await framed(page);
    },
    "shop-paid": async (page) => {
      await buy(page, "Sunrise Espresso");
      await page.frameLocator("iframe").locator("button[name=pay][value=exact]").click();
      // By key: a click right after such a long scroll still goes to the frame.
      await page.getByRole("link", { name: /View order/ }).press("Enter");
      await page.getByText("Paid", { exact: true }).waitFor();
    },
  };
}
