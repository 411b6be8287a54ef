// Reads a QR code in a picture, as a phone's camera would. Knows nothing of what it says.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

// What the code in a PNG says; undefined when none is found. In a blank page, because the browser
// can decode PNG.
export const readCode = async (page, png) => {
  await page.addScriptTag({ content: await readFile(resolve("jsqr"), "utf8") });
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    canvas.drawImage(picture, 0, 0);
    const { data, width, height } = canvas.getImageData(0, 0, picture.width, picture.height);
    return window.jsQR(data, width, height)?.data;
  }, png.toString("base64"));
};
