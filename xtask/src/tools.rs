//! What has to be on the machine: looked for, and installed when it lacks, one line for each step.
//! Knows names and versions of tools, and nothing of what they are used for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::shell::{Outcome, cannot, cargo, path_with, program, read, root, run, say, target};
use crate::stamp;

const WORKER_BUILD: &str = "0.8.7";
const WASM_PACK: &str = "0.15.1";
const CARGO_FUZZ: &str = "0.13.1";

/// The Node that the lockfile pins, and the folder of all programs from npm.
pub(crate) struct Npm {
    pub(crate) bin: PathBuf,
}

impl Npm {
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.bin.join(name)
    }

    /// Node on a script of ours, with npm's programs first in PATH.
    pub(crate) fn node(&self) -> Outcome<Command> {
        let pinned = self.program("node");
        let mut node = program(if pinned.exists() { pinned.as_path() } else { Path::new("node") });
        node.env("PATH", path_with(std::slice::from_ref(&self.bin))?);
        node.env("WRANGLER_SEND_METRICS", "false").env("NODE_NO_WARNINGS", "1");
        Ok(node)
    }
}

/// What the builds need of the pinned toolchain. rustup reads rust-toolchain.toml by itself when it
/// fetches that toolchain, and not when an older install of the same one is there already.
pub(crate) fn toolchain() -> Outcome {
    let rustlib = sysroot()?.join("lib/rustlib");
    let bin = sysroot()?.join("bin");
    let needed = [
        rustlib.join("wasm32-unknown-unknown/lib"),
        rustlib.join("src/rust/library/std"),
        bin.join("cargo-clippy"),
        bin.join("cargo-fmt"),
    ];
    if needed.iter().all(|path| path.exists()) {
        return Ok(());
    }
    say("toolchain: adding what rust-toolchain.toml names (usually half a minute)");
    let components = ["component", "add", "clippy", "rustfmt", "rust-src"];
    run(program("rustup").args(components), "rustup component add")?;
    let target = ["target", "add", "wasm32-unknown-unknown"];
    run(program("rustup").args(target), "rustup target add")
}

/// The toolchain's own folder.
pub(crate) fn sysroot() -> Outcome<PathBuf> {
    let text = read(program("rustc").args(["--print", "sysroot"]), "rustc")?;
    Ok(PathBuf::from(text.trim()))
}

/// Programs from npm, exactly as the lockfile says.
pub(crate) fn npm() -> Outcome<Npm> {
    let modules = root().join("node_modules");
    let npm = Npm { bin: modules.join(".bin") };
    if is_newer(&root().join("package-lock.json"), &modules.join(".package-lock.json")) {
        say("npm: the tools of package-lock.json (usually half a minute)");
        // Without install scripts: none of these packages needs one, and npm is about to drop them.
        let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        run(program("npm").args(arguments), "npm ci")?;
    }
    if !npm.program("node").exists() {
        let version = read(program("node").arg("--version"), "node")?;
        let major = version.trim().trim_start_matches('v').split('.').next().unwrap_or_default();
        if major.parse::<u32>().is_ok_and(|major| major < 22) {
            return Err(
                "npm has no Node 22 for this system: please install Node 22 or newer".into()
            );
        }
    }
    Ok(npm)
}

pub(crate) fn worker_build() -> Outcome<PathBuf> {
    from_crates("worker-build", "worker-build", WORKER_BUILD, "1 to 4 minutes")
}

pub(crate) fn wasm_pack() -> Outcome<PathBuf> {
    from_crates("wasm-pack", "wasm-pack", WASM_PACK, "1 to 3 minutes")
}

pub(crate) fn cargo_fuzz() -> Outcome<PathBuf> {
    from_crates("cargo-fuzz", "cargo-fuzz", CARGO_FUZZ, "half a minute")
}

/// The one that fits the library: they speak a private format that changes with every version.
pub(crate) fn wasm_bindgen() -> Outcome<PathBuf> {
    let version = locked_version("wasm-bindgen")?;
    from_crates("wasm-bindgen-cli", "wasm-bindgen", &version, "1 to 3 minutes")
}

/// Chromium and its driver, which the browser tests steer.
pub(crate) fn chromium() -> Outcome {
    let there = || Path::new(CHROMIUM).exists() && Path::new(CHROMEDRIVER).exists();
    if there() {
        return Ok(());
    }
    let advice = format!(
        "the browser tests need Chromium at {CHROMIUM} and its driver at {CHROMEDRIVER}.\n\
         On Debian and its kin: apt-get install chromium chromium-driver fonts-liberation"
    );
    if !may_apt() {
        return Err(advice);
    }
    say("chromium: Debian's packages (usually one or two minutes)");
    apt(&["chromium", "chromium-driver", "fonts-liberation"])?;
    if there() { Ok(()) } else { Err(advice) }
}

/// Whether packages of Debian may be installed without asking.
fn may_apt() -> bool {
    Path::new("/usr/bin/apt-get").exists() && is_root()
}

fn apt(packages: &[&str]) -> Outcome {
    let mut update = program("apt-get");
    run(update.args(["update", "--quiet=2"]), "apt-get update")?;
    let mut install = program("apt-get");
    install.args(["install", "--yes", "--quiet=2", "--no-install-recommends"]).args(packages);
    run(install.env("DEBIAN_FRONTEND", "noninteractive"), "apt-get install")
}

/// What holds the API to its description, of exactly the versions and bytes that are listed, in an
/// environment of its own.
pub(crate) fn schemathesis() -> Outcome<PathBuf> {
    let listed = root().join("xtask/schemathesis.txt");
    let stamp = stamp::of(std::slice::from_ref(&listed), "")?;
    let folder = target().join("schemathesis");
    let binary = folder.join("bin/schemathesis");
    if stamp == stamp::last("schemathesis") && binary.exists() {
        return Ok(binary);
    }
    venv()?;
    say("schemathesis: an environment of Python (usually half a minute)");
    let mut make = program("python3");
    run(make.args(["-m", "venv", "--clear"]).arg(&folder), "python3 -m venv")?;
    let mut install = program(folder.join("bin/python"));
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    install.args(["--no-deps", "--require-hashes", "--only-binary=:all:", "--requirement"]);
    run(install.arg(&listed), "pip install")?;
    stamp::keep("schemathesis", &stamp)?;
    Ok(binary)
}

/// Python 3.11 or newer that can make environments, which Debian has in a package of its own.
fn venv() -> Outcome {
    let there = || {
        let ask = "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))";
        let mut python = program("python3");
        let silent = python.args(["-c", ask]).stderr(Stdio::null()).status();
        silent.is_ok_and(|status| status.success())
    };
    if there() {
        return Ok(());
    }
    let advice = "schemathesis needs Python 3.11 or newer that can make environments.\n\
                  On Debian and its kin: apt-get install python3-venv";
    if !may_apt() {
        return Err(advice.to_owned());
    }
    say("python3-venv: Debian's package (usually half a minute)");
    apt(&["python3-venv"])?;
    if there() { Ok(()) } else { Err(advice.to_owned()) }
}

pub(crate) const CHROMIUM: &str = "/usr/bin/chromium";
pub(crate) const CHROMEDRIVER: &str = "/usr/bin/chromedriver";

/// A program of the Rust registry, kept per version for all clones of this repository.
fn from_crates(name: &str, binary: &str, version: &str, usually: &str) -> Outcome<PathBuf> {
    let shelf = shelf()?;
    let folder = shelf.join(format!("{name}-{version}"));
    let binary = folder.join("bin").join(binary);
    if binary.exists() {
        return Ok(binary);
    }
    say(&format!("{name} {version}, from source (usually {usually})"));
    let install = || {
        let mut install = cargo();
        install.args(["install", name, "--version", version, "--quiet", "--root"]).arg(&folder);
        // Run few times and compiled once: a quick compile is worth more than quick code.
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        install.env("CARGO_TARGET_DIR", shelf.join("target"));
        install
    };
    let what = format!("installing {name}");
    if run(install().arg("--locked").stderr(Stdio::null()), &what).is_err() {
        // A mirror of the registry may lag behind the versions that the lockfile names.
        say(&format!("{name}: not with its own lockfile; once more with what the registry has"));
        run(&mut install(), &what)?;
    }
    Ok(binary)
}

fn shelf() -> Outcome<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let shelf = home.ok_or("neither CARGO_HOME nor a home folder is set")?.join("paylinkr-tools");
    fs::create_dir_all(&shelf).map_err(cannot("make", &shelf))?;
    Ok(shelf)
}

/// The version of a library in Cargo.lock.
fn locked_version(name: &str) -> Outcome<String> {
    let place = root().join("Cargo.lock");
    let lock = fs::read_to_string(&place).map_err(cannot("read", &place))?;
    let line = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|text| *text != line).skip(1);
    let version = lines.next().and_then(|text| text.strip_prefix("version = "));
    version
        .map(|text| text.trim_matches('"').to_owned())
        .ok_or_else(|| format!("Cargo.lock names no {name}"))
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    match (changed(file), changed(than)) {
        (Some(file), Some(than)) => file > than,
        _ => true,
    }
}

fn is_root() -> bool {
    read(program("id").arg("-u"), "id").is_ok_and(|id| id.trim() == "0")
}
