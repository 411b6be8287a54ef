// `cargo xtask deploy`: from a checked configuration to a worker that answers, step by step. A run
// that ended early is mended by the next one. Must not know how a step is done.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { setTimeout as passed } from "node:timers/promises";
import { parseArgs } from "node:util";
import { ROOT } from "../tests/support/worker.mjs";
import * as on from "./deploy/account.mjs";
import { doubts, faults, portable, readConfig, writeId } from "./deploy/config.mjs";
import { breaches, migrationsIn } from "./deploy/migrations.mjs";
import { rehearse } from "./deploy/rehearsal.mjs";
import { wranglerAt } from "./deploy/wrangler.mjs";

const USAGE = `cargo xtask deploy [--dry-run] [--config FILE]
  --dry-run  everything up to the upload, without an account
  --config   another wrangler.toml
  MAIL_URL, MAIL_KEY and MAIL_FROM in the environment are set if the worker lacks them; so are
  PAYLINKR_KEY and PAYLINKR_ADMIN, which are made otherwise.`;
const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const HEALTH_TRIES = 40;
const HEALTH_LOOK_MS = 3_000;
const HEALTH_TIMEOUT_MS = 10_000;

/** A sentence for whoever deploys; nothing of ours is wrong. */
class Refusal extends Error {}

/**
 * @param {object} options
 * @param {string} options.path of a wrangler.toml
 * @param {boolean} [options.dryRun]
 * @param {object} [options.env] the environment
 * @param {string} [options.program] wrangler's script, or what stands in for it
 * @param {Function} [options.start] what runs that
 * @param {Function} [options.rehearsal] what tries the worker here
 * @param {Function} [options.ask] what asks the deployed worker, as `fetch` does
 * @param {Function} [options.wait] what passes time between two looks at it
 * @param {(line: string) => void} [options.say]
 */
export const deploy = async (options) => {
  const { path, dryRun = false, env = process.env, say = console.log } = options;
  const { program = WRANGLER, start, rehearsal = rehearse, ask = fetch, wait = passed } = options;
  const folder = await mkdtemp(join(tmpdir(), "paylinkr-deploy-"));
  try {
    const run = { path, env, say, rehearsal, ask, wait, folder, step: stepper(say) };
    run.file = join(folder, "wrangler.json");
    await check(run);
    if (!dryRun) await build(run);
    const place = { config: run.file, cwd: run.config.folder };
    run.wrangler = wranglerAt({ program, start, env, ...place });
    await tryHere(run);
    if (dryRun) return foretell(run);
    await prepare(run);
    await upload(run);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Says what was done; or what was not, and what to do. */
const stepper = (say) => async (name, mend, work) => {
  let told;
  try {
    told = await work();
  } catch (trouble) {
    const advice = trouble.mend ?? mend;
    throw new Refusal(`${name}: ${trouble.message}\n  ${advice}`, { cause: trouble });
  }
  say(`✓ ${name.padEnd(13)} ${told}`);
};

/** What can be known from files. */
const check = async (run) => {
  const { path, env, step } = run;
  const mend = "Nothing was touched. Change that, and deploy again.";
  await step("configuration", mend, async () => {
    if (env.CLOUDFLARE_ENV) {
      throw new Error("CLOUDFLARE_ENV is set: give another install a file of its own, --config");
    }
    run.config = readConfig(path);
    const found = await faults(run.config);
    if (found.length > 0) throw new Error(found.join("\n  "));
    return `${run.config.name} at ${run.config.publicUrl}`;
  });
  for (const doubt of doubts(run.config)) run.say(`! ${doubt}`);
  await step("migrations", mend, async () => {
    run.migrations = await migrationsIn(run.config.migrations);
    if (run.migrations.length === 0) throw new Error(`there are none in ${run.config.migrations}`);
    const found = await breaches(run.migrations);
    if (found.length > 0) throw new Error(found.join("\n  "));
    return `${run.migrations.length}, which only add`;
  });
  await writeWhatIsRead(run);
};

const writeWhatIsRead = ({ file, config }) =>
  writeFile(file, JSON.stringify(portable(config), null, 2), { mode: 0o600 });

/** What the configuration has wrangler do before an upload. */
const build = async ({ config, step, env }) => {
  const { command, cwd = "." } = config.raw.build ?? {};
  if (!command) return;
  const mend = "Nothing was touched. Mend the build, and deploy again.";
  await step("build", mend, async () => {
    // It can take minutes: whoever waits sees it work.
    const place = { cwd: resolve(config.folder, cwd), env, shell: true, stdio: "inherit" };
    const [code] = await once(spawn(command, place), "close");
    if (code !== 0) throw new Error(`${command} failed (${code})`);
    return command;
  });
};

/** What can be known on this machine. */
const tryHere = async ({ config, file, folder, migrations, rehearsal, step, wrangler }) => {
  const mend = "Nothing was touched. Mend it, build, and deploy again.";
  await step("worker", mend, async () => {
    const { publicUrl } = config;
    const version = await rehearsal({ config: file, migrations, publicUrl });
    return `${version} is well on the new schema, and the schema before is part of it`;
  });
  await step("bundle", mend, async () => {
    const outdir = join(folder, "bundle");
    const said = await wrangler(["deploy", "--dry-run", "--outdir", outdir]);
    const size = /Total Upload: (.+)/.exec(said)?.[1] ?? "of unknown size";
    const files = /Read (\d+) files? from the assets/.exec(said)?.[1];
    return `${size}${files ? `, and ${files} files beside it` : ""}`;
  });
};

/** What a deploy would do beyond. */
const foretell = ({ config, env, migrations, say }) => {
  const { database, namespace, publicUrl } = config;
  const names = ["MAIL_URL", "MAIL_KEY", "MAIL_FROM"].filter((name) => env[name]);
  const secrets = ["PAYLINKR_KEY", "PAYLINKR_ADMIN", ...names].join(", ");
  say("\nNothing was touched. A deploy would now");
  const plan = [
    database.database_id
      ? `use the database ${database.database_name} (${database.database_id})`
      : `find or make the database ${database.database_name}, and write its id into ${config.path}`,
    namespace.id
      ? `use the KV namespace ${namespace.id}`
      : `find or make the KV namespace ${namespaceTitle(config)}, and write its id there`,
    `set those of ${secrets} that the worker lacks`,
    "tell the database's bookmark, for the way back",
    `apply those of ${migrations.length} migrations that it lacks, up to ` +
      basename(migrations.at(-1)),
    "upload the worker and its files",
    `ask ${publicUrl}/health`,
  ];
  plan.forEach((line, index) => say(`  ${index + 1}. ${line}`));
};

/** What wrangler itself calls a namespace that it makes for this binding. */
const namespaceTitle = ({ name }) => `${name}-kv`;

/** All that the worker needs, before it is there. */
const prepare = async (run) => {
  const { step, wrangler, migrations } = run;
  const login = "Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN, and deploy again.";
  await step("account", login, () => on.account(wrangler));
  await resources(run);
  const untouched = "Nothing was changed in it. Deploy again when that is mended.";
  await step("database", untouched, async () => {
    run.contents = await on.contents(wrangler);
    on.refuseDisorder(run.contents, migrations);
    return `has ${run.contents.applied.length} of ${migrations.length} migrations`;
  });
  await secrets(run);
  await bookmark(run);
  const again =
    "What was applied before stays, and the worker that runs goes on: migrations only add. " +
    "Look at what is said of it, and deploy again.";
  await step("migrate", again, async () => {
    const count = await on.applyMigrations(wrangler, migrations);
    return `all ${count} are applied`;
  });
};

/** Database and namespace, and their ids in the file. */
const resources = async (run) => {
  const { path, config, step, wrangler } = run;
  const mend = "Deploy again: what is there already is found by its name.";
  const entries = [
    {
      find: () => on.database(wrangler, config.database.database_name),
      known: config.database.database_id,
      entry: { table: "d1_databases", binding: "DB", key: "database_id" },
      name: "D1",
    },
    {
      find: () => on.namespace(wrangler, namespaceTitle(config)),
      known: config.namespace.id,
      entry: { table: "kv_namespaces", binding: "KV", key: "id" },
      name: "KV",
    },
  ];
  for (const { find, known, entry, name } of entries) {
    await step(name, mend, async () => {
      if (known) return known;
      const { id, isNew } = await find();
      await writeId(path, { ...entry, id });
      return `${id}, ${isNew ? "made" : "found by its name"}; now in ${basename(path)}`;
    });
  }
  run.config = readConfig(path);
  await writeWhatIsRead(run);
};

/** Made secrets are shown before they are set, so that none is ever set and unknown. */
const secrets = async ({ env, say, step, wrangler, contents }) => {
  const mend = "No secret was set. Deploy again when that is mended.";
  await step("secrets", mend, async () => {
    const known = await on.secretNames(wrangler);
    const { values, made } = on.lacking(known, env, contents.seal);
    const names = Object.keys(values);
    if (names.length === 0) return "nothing lacks";
    for (const name of made) say(`\n  ${name}=${values[name]}`);
    if (made.length > 0) say(KEEP);
    await on.setSecrets(wrangler, values).catch((trouble) => {
      throw Object.assign(trouble, { mend: MAYBE_SET });
    });
    return `${names.join(", ")}${names.length > 1 ? " are" : " is"} set`;
  });
};

const KEEP = `
  Keep these now, in a safe place: they are not shown again. What rests in the database is sealed
  under PAYLINKR_KEY and cannot be opened without it; PAYLINKR_ADMIN makes merchants.
`;

const MAYBE_SET =
  "Deploy again. If it shows new values, those count, and what was shown before does not.";

const bookmark = async ({ config, say, step, wrangler }) => {
  const mend = "Nothing was migrated. Without a way back nothing will be; deploy again.";
  await step("bookmark", mend, async () => {
    const mark = await on.bookmark(wrangler);
    const name = config.database.database_name;
    say(`
  The way back. The worker before runs on the new schema, so this is mostly enough:
    npx wrangler rollback
  The database as it is now; all that is written from now on is lost by it:
    npx wrangler d1 time-travel restore ${name} --bookmark=${mark}
`);
    return mark;
  });
};

/** The worker, and whether the world reaches it. */
const upload = async ({ ask, config, say, step, wait, wrangler }) => {
  const mend = "The worker before still runs, on a schema that only grew. Deploy again.";
  await step("upload", mend, async () => {
    const said = await wrangler(["deploy"]);
    return `version ${/Current Version ID: (\S+)/.exec(said)?.[1] ?? "unknown"}`;
  });
  const look =
    "The worker is deployed. A new domain takes some minutes: deploy again then. Else " +
    "`npx wrangler tail` shows what is wrong, and `npx wrangler rollback` goes back.";
  await step("health", look, () => health({ url: config.publicUrl, ask, wait }));
  say(`\nNext: cargo xtask doctor --url ${config.publicUrl}`);
};

/** Asks until it answers as it should: a deploy takes a while to be everywhere. */
const health = async ({ url, ask, wait }) => {
  let last;
  for (let tries = 0; tries < HEALTH_TRIES; tries += 1) {
    if (tries > 0) await wait(HEALTH_LOOK_MS);
    const { status, body, trouble } = await answerOf(ask, new URL("/health", url));
    const told = new URL(body?.publicUrl ?? url).origin;
    if (trouble) last = `${url} does not answer: ${trouble}`;
    else if (body?.version === undefined) last = `${url}/health answered ${status}, not as we do`;
    else if (!body.database) last = "the database does not answer";
    else if (told !== new URL(url).origin) last = `another install answers there: ${told}`;
    else return `${body.version} answers${body.ok ? "" : ", and tells of trouble: see doctor"}`;
  }
  throw new Error(last);
};

const answerOf = async (ask, url) => {
  try {
    const answer = await ask(url, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) });
    return { status: answer.status, body: await answer.json().catch(() => undefined) };
  } catch (trouble) {
    return { trouble: trouble.cause?.message ?? trouble.message };
  }
};

const main = async (words) => {
  const options = { "dry-run": { type: "boolean" }, config: { type: "string" } };
  let values;
  try {
    ({ values } = parseArgs({ args: words, options }));
  } catch (trouble) {
    throw new Refusal(`${trouble.message}\n${USAGE}`, { cause: trouble });
  }
  const path = resolve(values.config ?? join(ROOT, "wrangler.toml"));
  await deploy({ path, dryRun: values["dry-run"] });
};

if (process.argv[1] === import.meta.filename) {
  await main(process.argv.slice(2)).catch((trouble) => {
    console.error(trouble instanceof Refusal ? `✗ ${trouble.message}` : trouble);
    process.exitCode = 1;
  });
}
