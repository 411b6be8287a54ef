// Runs the built worker here, on an empty database that the migrations make, as it would run when
// it is deployed. Must not know any account.

import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import { migrate, startWorker } from "../../tests/support/worker.mjs";
import { losses, schemaOf } from "./migrations.mjs";

/**
 * Applies the migrations to the schema of the release before, which is all of them but the newest;
 * looks whether that schema is still there; and asks the worker how it is.
 *
 * @param {object} options
 * @param {string} options.config what wrangler reads
 * @param {string[]} options.migrations the files
 * @param {string} options.publicUrl
 * @returns {Promise<string>} the version that answered
 */
export const rehearse = async ({ config, migrations, publicUrl }) => {
  const logs = [];
  const worker = await startWorker({
    config,
    migrations: migrations.slice(0, -1),
    onLog: ({ message }) => logs.push(message),
    bindings: {
      PUBLIC_URL: publicUrl,
      PAYLINKR_DEV: undefined,
      PAYLINKR_KEY: randomBytes(32).toString("base64"),
      PAYLINKR_ADMIN: randomBytes(32).toString("base64url"),
    },
  });
  try {
    const db = await worker.database();
    const before = await schemaOf(db);
    await migrate(db, migrations);
    const lost = losses(before, await schemaOf(db));
    if (lost.length > 0) {
      const name = basename(migrations.at(-1));
      throw new Error(`the worker before does not run on what ${name} makes: ${lost.join("; ")}`);
    }
    const answer = await fetch(`${worker.url}/health`);
    const body = await answer.text();
    if (answer.ok) return JSON.parse(body).version;
    const said = [...logs, body].join(" ").replace(/\s+/g, " ").slice(0, 500);
    throw new Error(`the worker does not start with these settings: ${answer.status} ${said}`);
  } finally {
    await worker.dispose();
  }
};
