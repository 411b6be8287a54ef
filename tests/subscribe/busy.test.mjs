// Somebody who enrols too often from one address is asked to wait, and nobody is enrolled.
// Knows the page's outside only.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fillIn, openCounter } from "./counter.mjs";

const counter = openCounter();
const OFTEN = 5;

test("the sixth enrolment of one address in an hour is asked to wait", async () => {
  const made = await counter.makePackage({ slug: "often", trialDays: 14 });
  await counter.visit(
    "",
    async (page) => {
      for (let number = 0; number <= OFTEN; number++) {
        await page.goto(`${counter.url}/subscribe/${made.publicId}`);
        await fillIn(page, `often${number}@example.com`);
        await page.getByRole("button", { name: "Start free trial" }).click();
        const heading = number < OFTEN ? "Your free trial has begun" : "One moment please";
        await page.getByText(heading).waitFor();
      }
      assert.equal(await counter.subscriptionOf(`often${OFTEN}@example.com`), undefined);
      await page.getByRole("link", { name: "Try again" }).click();
      await page.getByRole("button", { name: "Start free trial" }).waitFor();
    },
    { extraHTTPHeaders: { "cf-connecting-ip": "203.0.113.7" } },
  );
});
