// Where each language's snippets run: what they need, how they are built in a folder of their own,
// and what is called then. Must not know what they say.
import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../support/worker.mjs";

export const SNIPPETS = join(ROOT, "docs/site/snippets");
const MAINS = join(ROOT, "tests/contract/snippets");
const RUST = join(ROOT, "target/snippets");

export const run = promisify(execFile);
const works = (...command) => run(...command).then(() => true, () => false);

/** The reason why these cannot be called, or nothing. */
const lacking = async (...tools) => {
  for (const [name, ...words] of tools) {
    if (!(await works(name, words))) return `no ${name} on this machine`;
  }
  return undefined;
};

/** Puts a snippet into a folder, with what `fill` puts in place of its examples. */
const put = async (name, path, fill) => {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, fill(await readFile(join(SNIPPETS, name), "utf8")));
};

/** A language whose files are read as they are. */
const script = (ending, lacks, call) => ({
  lacks,
  async invoice(folder, fill) {
    await put(`invoice.${ending}`, join(folder, `invoice.${ending}`), fill);
    return [call, [`invoice.${ending}`]];
  },
  async webhook(folder, fill) {
    await put(`webhook.${ending}`, join(folder, `webhook.${ending}`), fill);
    await copyFile(join(MAINS, `main.${ending}`), join(folder, `main.${ending}`));
    return [call, [`main.${ending}`]];
  },
});

const shell = {
  ...script("sh", () => lacking(["curl", "--version"], ["openssl", "version"]), "sh"),
  async webhook(folder, fill) {
    await put("webhook.sh", join(folder, "webhook.sh"), fill);
    return ["sh", ["webhook.sh", "body"]];
  },
};

const typescript = script(
  "ts",
  () => (process.features.typescript ? undefined : "this Node reads no TypeScript"),
  process.execPath,
);

const go = {
  lacks: () => lacking(["go", "version"]),
  async invoice(folder, fill) {
    await put("invoice.go", join(folder, "invoice.go"), fill);
    return builtByGo(folder, "invoice.go");
  },
  async webhook(folder, fill) {
    await put("webhook.go", join(folder, "paylinkr/webhook.go"), fill);
    await copyFile(join(MAINS, "main.go"), join(folder, "main.go"));
    return builtByGo(folder, "main.go");
  },
};

const builtByGo = async (folder, name) => {
  await writeFile(join(folder, "go.mod"), "module example.com/snippets\n\ngo 1.19\n");
  const env = { ...process.env, GOPROXY: "off", GOTOOLCHAIN: "local" };
  await run("go", ["vet", "./..."], { cwd: folder, env });
  await run("go", ["build", "-o", "snippet", name], { cwd: folder, env });
  return [join(folder, "snippet"), []];
};

// Without TLS, which loopback does not need and would be most of the build.
const HTTP = 'serde_json = "1"\nureq = { version = "3", default-features = false, '
  + 'features = ["json"] }';
const HMAC = 'base64 = "0.22"\nhmac = "0.13"\nsha2 = "0.11"';

// Below the repository, so that its pinned toolchain builds it.
const rust = {
  lacks: () => lacking(["cargo", "--version"]),
  async invoice(_, fill) {
    await put("invoice.rs", join(RUST, "invoice/src/main.rs"), fill);
    return builtByCargo("invoice", HTTP);
  },
  async webhook(_, fill) {
    await put("webhook.rs", join(RUST, "webhook/src/webhook.rs"), fill);
    await copyFile(join(MAINS, "main.rs"), join(RUST, "webhook/src/main.rs"));
    return builtByCargo("webhook", HMAC);
  },
};

/** Nothing, if a crate was never downloaded here. */
const builtByCargo = async (name, crates) => {
  const cwd = join(RUST, name);
  const head = `[package]\nname = "snippet-${name}"\nedition = "2024"\n\n[workspace]\n`;
  await writeFile(join(cwd, "Cargo.toml"), `${head}\n[dependencies]\n${crates}\n`);
  if (!(await works("cargo", ["fetch", "--offline"], { cwd }))) return undefined;
  const words = ["build", "--quiet", "--offline", "--target-dir", join(RUST, "target")];
  await run("cargo", words, { cwd, env: { ...process.env, RUSTFLAGS: "-D warnings" } });
  return [join(RUST, "target/debug", `snippet-${name}`), []];
};

export const LANGUAGES = {
  curl: shell,
  TypeScript: typescript,
  Python: script("py", () => lacking(["python3", "--version"]), "python3"),
  PHP: script("php", () => lacking(["php", "--version"]), "php"),
  Go: go,
  Rust: rust,
};
