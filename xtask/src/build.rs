//! Builds what is served: the browser's half, the loader, the worker; `contract.rs` has the rest.
//! Each is made again only when something it is made from has changed. Knows flags and files; what
//! they do is not known here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::contract;
use crate::shell::{Outcome, cannot, cargo, now, path_with, program, read, root, run, say, target};
use crate::stamp;
use crate::tools::{self, Npm};

/// The browser's half is rebuilt with its std, so that nothing is in it that it does not use.
const BROWSER_STD: [&str; 2] =
    ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];
const BROWSER_FLAGS: &str = "-Cpanic=immediate-abort -Zunstable-options \
    -Zlocation-detail=none -Zfmt-debug=none";

/// What browsers of the last years know. Never --all-features: Chromium refuses what that makes.
const WASM_FEATURES: [&str; 6] = [
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-reference-types",
];

pub(crate) fn build(words: &[String]) -> Outcome {
    if let Some(word) = words.first() {
        return Err(format!("build takes no {word:?}"));
    }
    tools::toolchain()?;
    all(&tools::npm()?).map(|_| ())
}

/// Builds what has changed, and tells whether anything had.
pub(crate) fn all(npm: &Npm) -> Outcome<bool> {
    let browser = widget(npm)?;
    let edge = edge(npm)?;
    let contract = contract::build(npm)?;
    Ok(browser || edge || contract)
}

/// www/pkg/<hash>.js and .wasm.br, and the loader www/widget/subscription.js.
fn widget(npm: &Npm) -> Outcome<bool> {
    let sources = [
        "widget/src",
        "widget/loader",
        "widget/Cargo.toml",
        "widget/build.rs",
        "shared/src",
        "shared/Cargo.toml",
        "shared/build.rs",
        "Cargo.toml",
        "Cargo.lock",
        "rust-toolchain.toml",
        "package-lock.json",
        "xtask/bundle.mjs",
        "xtask/src/build.rs",
    ];
    let stamp = stamp::of(&stamp::paths(&sources), "")?;
    if stamp == stamp::last("widget") && root().join("www").join(boot().trim_matches('/')).is_file()
    {
        return Ok(false);
    }
    let started = now();
    say("widget: compiling for the browser (one or two minutes the first time)");
    let raw = compile_widget()?;
    let glue = target().join("wasm/glue");
    let mut bindgen = program(tools::wasm_bindgen()?);
    bindgen.args(["--target", "web", "--no-typescript", "--omit-default-module-path"]);
    bindgen.args(["--remove-name-section", "--remove-producers-section"]);
    bindgen.args(["--out-name", "widget", "--out-dir"]).arg(&glue).arg(&raw);
    run(&mut bindgen, "wasm-bindgen")?;
    let small = glue.join("widget.wasm");
    let mut opt = program(npm.program("wasm-opt"));
    opt.arg("-Oz").args(WASM_FEATURES).arg(glue.join("widget_bg.wasm")).arg("--output").arg(&small);
    run(&mut opt, "wasm-opt")?;
    let boot = read(npm.node()?.arg("xtask/bundle.mjs").arg(&glue), "xtask/bundle.mjs")?;
    stamp::keep("boot", boot.trim())?;
    stamp::keep("widget", &stamp)?;
    say(&format!("widget: {} in {:.0} s", boot.trim(), started.elapsed().as_secs_f32()));
    Ok(true)
}

fn compile_widget() -> Outcome<PathBuf> {
    let mut compile = cargo();
    compile.args(["build", "--package", "widget", "--lib", "--features", "hydrate"]);
    compile.args(["--target", "wasm32-unknown-unknown", "--profile", "browser"]);
    compile.args(BROWSER_STD).env("RUSTFLAGS", BROWSER_FLAGS).env("RUSTC_BOOTSTRAP", "1");
    // A folder of its own: the unstable flags would make native builds start over and over.
    compile.env("CARGO_TARGET_DIR", target().join("wasm"));
    run(&mut compile, "compiling the widget")?;
    Ok(target().join("wasm/wasm32-unknown-unknown/browser/widget.wasm"))
}

/// The path under which pages ask for the browser's half.
fn boot() -> String {
    stamp::last("boot")
}

/// edge/build: the worker.
fn edge(npm: &Npm) -> Outcome<bool> {
    let mut sources = stamp::paths(&[
        "edge/src",
        "edge/Cargo.toml",
        "widget/src",
        "widget/Cargo.toml",
        "widget/build.rs",
        "shared/src",
        "shared/Cargo.toml",
        "shared/build.rs",
        "Cargo.toml",
        "Cargo.lock",
        "rust-toolchain.toml",
        "package-lock.json",
        "xtask/link.mjs",
        "xtask/order.mjs",
        "xtask/src/build.rs",
    ]);
    let listed = target().join("wasm/wasm32-unknown-unknown/release/libedge.d");
    sources.extend(included(&listed));
    let stamp = stamp::of(&sources, &boot())?;
    let index = root().join("edge/build/index.js");
    if stamp == stamp::last("edge") && index.is_file() {
        return Ok(false);
    }
    let started = now();
    say("worker: compiling for workerd (two to four minutes the first time)");
    let mut build = program(tools::worker_build()?);
    build.args(["--release", "--panic-unwind"]).current_dir(root().join("edge"));
    build.env("PATH", path_with(&[shims()?, npm.bin.clone()])?);
    build.env("CARGO_TARGET_DIR", target().join("wasm"));
    build.env("WASM_BINDGEN_BIN", tools::wasm_bindgen()?);
    build.env("WASM_OPT_BIN", npm.program("wasm-opt"));
    build.env("ESBUILD_BIN", npm.program("esbuild"));
    build.env("PAYLINKR_BOOT", boot()).env("RUST_BACKTRACE", "0");
    run(&mut build, "worker-build")?;
    order(npm)?;
    sources.extend(included(&listed));
    stamp::keep("edge", &stamp::of(&sources, &boot())?)?;
    say(&format!("worker: edge/build in {:.0} s", started.elapsed().as_secs_f32()));
    Ok(true)
}

/// Puts the worker's functions into the order in which they compress best, and optimizes it.
fn order(npm: &Npm) -> Outcome {
    let wasm = root().join("edge/build/index_bg.wasm");
    run(npm.node()?.arg("xtask/order.mjs").arg(&wasm), "xtask/order.mjs")?;
    let mut opt = program(npm.program("wasm-opt"));
    opt.arg("-Oz").args(WASM_FEATURES).arg("--enable-exception-handling");
    // By the names that order.mjs gives them, which are stripped afterwards.
    opt.args(["--reorder-functions-by-name", "--strip-debug"]);
    opt.arg(&wasm).arg("--output").arg(&wasm);
    run(&mut opt, "wasm-opt")
}

/// The files that the compiler says it read: `include_str!` reaches beyond the source folders.
fn included(listed: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(listed).unwrap_or_default();
    let files = text.lines().next().and_then(|line| line.split_once(": "));
    let files = files.map(|(_, files)| files).unwrap_or_default();
    let ours = |path: &Path| path.starts_with(root()) && !path.starts_with(target());
    files.split(' ').map(PathBuf::from).filter(|path| ours(path)).collect()
}

/// Under panic=unwind wasm-bindgen asks that closures be `UnwindSafe`; Leptos' event closures are
/// not marked so (0.8.23), nor are the streams it brings, although the edge makes neither. The
/// compiler is handed a copy of wasm-bindgen whose markers ask nothing: `UnwindSafe` is a lint, no
/// rule of memory (`docs/decisions/0004-panics-unwind.md`). It is made once, beside its place and
/// then moved there: the host's and the worker's wasm-bindgen are compiled at the same time.
const UNWIND_SAFE: &str = r#"if [ "$2" = wasm_bindgen ]; then
  for arg do
    shift
    case "$arg" in */wasm-bindgen-*/src/lib.rs)
      from=${arg%/src/lib.rs}
      to="FOLDER/sources/${from##*/}" new="FOLDER/sources/${from##*/}.$$"
      if [ ! -d "$to" ]; then
        cp -R "$from" "$new" && chmod -R u+w "$new" || exit 1
        sed 's/impl<T: UnwindSafe + ?Sized> MaybeUnwindSafe/impl<T: ?Sized> MaybeUnwindSafe/' \
          "$from/src/rt/marker.rs" > "$new/src/rt/marker.rs"
        sed 's/<T: ?Sized + std::panic::[A-Za-z]*UnwindSafe>() {}/<T: ?Sized>() {}/' \
          "$from/src/rt/mod.rs" > "$new/src/rt/mod.rs"
        sed 's/\[T: core::panic::UnwindSafe,\]/[]/' \
          "$from/src/convert/closures.rs" > "$new/src/convert/closures.rs"
        for file in rt/marker rt/mod convert/closures; do
          cmp -s "$from/src/$file.rs" "$new/src/$file.rs" && {
            echo "wasm-bindgen: src/$file.rs has not what is replaced here" >&2; exit 1; }
        done
        mv "$new" "$to"
      fi
      arg="$to/src/lib.rs";;
    esac
    set -- "$@" "$arg"
  done
fi
case " $* " in *wasm32*)
  set -- "$@" -Zfmt-debug=none -Zlocation-detail=none -Clinker=FOLDER/rust-lld;;
esac
"#;

/// What stands in for the linker: `rust-lld` beside the two others calls it.
const LINK: &str = include_str!("../link.mjs");

/// The worker's std is built for size.
const SMALL_STD: &str = r#"case " $* " in
  *" build-std="*) set -- "$@" -Z build-std-features=optimize_for_size;; esac
"#;

/// worker-build asks for `cargo +nightly`. These stand first in PATH and answer with the pinned
/// toolchain, which takes unstable flags under RUSTC_BOOTSTRAP: one compiler builds everything.
fn shims() -> Outcome<PathBuf> {
    let folder = target().join("wasm/shims");
    let sources = folder.join("sources");
    let sysroot = tools::sysroot()?;
    let bin = sysroot.join("bin");
    let link = folder.join("link.mjs");
    let lld = format!("#!/bin/sh\nexec node '{}' '{}' \"$@\"\n", link.display(), sysroot.display());
    let mut is_new = script(&link, LINK)?;
    is_new |= script(&folder.join("rust-lld"), &lld)?;
    for (name, before) in [("cargo", SMALL_STD), ("rustc", UNWIND_SAFE)] {
        let real = bin.join(name);
        let before = before.replace("FOLDER", &folder.display().to_string());
        let text = format!(
            "#!/bin/sh\n[ \"$1\" = +nightly ] && shift\n{before}\
             RUSTC_BOOTSTRAP=1 exec '{}' \"$@\"\n",
            real.display()
        );
        is_new |= script(&folder.join(name), &text)?;
    }
    if is_new {
        // Cargo does not see that its compiler answers differently now.
        let _ = fs::remove_dir_all(target().join("wasm/wasm32-unknown-unknown/release"));
        let _ = fs::remove_dir_all(&sources);
    }
    fs::create_dir_all(&sources).map_err(cannot("make", &sources))?;
    script(&folder.join("rustup"), "#!/bin/sh\necho 'rust-src (installed)'\n")?;
    Ok(folder)
}

/// Writes it only when it differs, and tells whether it did: cargo builds everything anew when its
/// compiler looks changed.
fn script(path: &Path, text: &str) -> Outcome<bool> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(cannot("make", folder))?;
    }
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(false);
    }
    fs::write(path, text).map_err(cannot("write", path))?;
    run(Command::new("chmod").arg("+x").arg(path), "chmod")?;
    Ok(true)
}
