// Asks webhook.ts about the webhook in the environment and the file `body`, and prints its answer.
import { readFile } from "node:fs/promises";
import { verify } from "./webhook.ts";

const { ID = "", TIMESTAMP = "", SIGNATURE = "", SECRET = "" } = process.env;
const headers = new Headers({
  "Webhook-Id": ID,
  "Webhook-Timestamp": TIMESTAMP,
  "Webhook-Signature": SIGNATURE,
});
try {
  const event = await verify(new Uint8Array(await readFile("body")), headers, SECRET);
  console.log(`accepted ${event.event}`);
} catch (trouble) {
  console.log(`refused: ${trouble instanceof Error ? trouble.message : trouble}`);
}
