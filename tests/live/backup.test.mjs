// A database that is saved, lost and restored elsewhere while the ledgers go on: the watchers read
// again what came since, and lose and double nothing.
import assert from "node:assert/strict";
import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { backup, restore } from "../../xtask/backup.mjs";
import { startLedgers } from "../support/ledgers.mjs";
import { ROOT } from "../support/worker.mjs";
import { fundAll, LEDGERS, makeFolder, raiseLive } from "./stage.mjs";

const NETWORKS = Object.keys(LEDGERS);
const closing = [];
after(async () => {
  for (const close of closing.reverse()) await close();
});

// An install of its own: wrangler keeps local data beside its configuration.
const newInstall = async (folder, name) => {
  const place = join(folder, name);
  await mkdir(place);
  const config = join(place, "wrangler.toml");
  await copyFile(join(ROOT, "wrangler.toml"), config);
  return {
    persist: join(place, ".wrangler/state"),
    save: (file) => backup({ file, config }),
    restore: (file) => restore({ file, config }),
  };
};

test("after a backup and a restore every payment is there, and is there once", async () => {
  const folder = await makeFolder("backup");
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const ledgers = await startLedgers();
  closing.push(() => ledgers.stop());
  fundAll(ledgers);
  const [first, second] = [
    await newInstall(folder, "first"),
    await newInstall(folder, "second"),
  ];
  const file = join(folder, "backup.sql");

  let stage = await raise(ledgers, first);
  const books = await openBooks(stage);
  await books.payEach(stage, "3");
  await stage.tick();
  await stage.close();
  await first.save(file);
  assert.match(await readFile(file, "utf8"), /CREATE TABLE/);

  // The first install goes on, and all that it writes from here is lost.
  stage = await raise(ledgers, first);
  await books.payEach(stage, "4");
  await stage.tick();
  await books.agrees(stage);
  await stage.close();
  // Nobody reads while this comes.
  await books.payEach({ world: ledgers }, "5");

  await second.restore(file);
  stage = await raise(ledgers, second);
  const [{ cursors }] = await stage.sql("SELECT count(cursor) AS cursors FROM watch");
  assert.equal(cursors, 2, "where the watchers were is in the backup");
  await stage.tick();
  await books.agrees(stage);
  await books.payEach(stage, "13");
  await stage.tick();
  await stage.tick();
  await books.agrees(stage);
  for (const invoice of books.invoices) await stage.reaches(invoice, "paid");
  assert.equal((await stage.health()).database, true);
});

const raise = async (ledgers, { persist }) => {
  const stage = await raiseLive({ ledgers, persist });
  let open = true;
  const close = stage.close;
  stage.close = async () => {
    if (open) await close();
    open = false;
  };
  closing.push(stage.close);
  return stage;
};

// Two invoices on each ledger, and what was paid for them.
const openBooks = async (stage) => {
  const invoices = [];
  for (const network of [...NETWORKS, ...NETWORKS]) {
    const { asset } = LEDGERS[network];
    invoices.push({ network, paid: 0, ...(await stage.invoice({ asset })) });
  }
  const paid = [];
  return {
    invoices,
    async payEach(at, amount) {
      for (const invoice of invoices) {
        const { pay } = LEDGERS[invoice.network];
        paid.push(pay(at, invoice, { amount }));
        // Money that names no invoice, too.
        paid.push(pay(at, invoice, { amount: "1", reference: null }));
        invoice.paid += Number(amount);
      }
      at.world.stellar.close();
      at.world.xrpl.close();
    },
    async agrees(at) {
      const rows = await at.sql("SELECT transaction_id AS hash FROM payment");
      assert.deepEqual(rows.map(({ hash }) => hash).sort(), paid.toSorted());
      for (const { id, paid: sum } of invoices) {
        const { receivedAmount } = await at.call("GET", `/invoices/${id}`);
        assert.equal(receivedAmount, `${sum}.00`, id);
      }
    },
  };
};
