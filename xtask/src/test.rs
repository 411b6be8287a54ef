//! `cargo xtask test`: every check, one step after another, also after one has failed. Knows the
//! steps and how they are counted; nothing of what they test.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::shell::{Outcome, cargo, follow, now, path_with, program, root};
use crate::tally::Tally;
use crate::tools::{self, Npm};
use crate::{build, size};

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
const DENY_WARNINGS: [&str; 3] = ["--", "-D", "warnings"];

pub(crate) fn test(words: &[String]) -> Outcome {
    if let Some(word) = words.first() {
        return Err(format!("test takes no {word:?}"));
    }
    let mut report = Report::default();
    let mut npm = None;
    report.step("tools", || {
        tools::toolchain()?;
        npm = Some(tools::npm()?);
        tools::wasm_bindgen()?;
        tools::worker_build()?;
        tools::wasm_pack().map(|_| Tally::default())
    });
    if let Some(npm) = npm {
        check_sources(&mut report);
        check_what_is_built(&mut report, &npm);
    }
    report.close()
}

/// What needs a compiler only.
fn check_sources(report: &mut Report) {
    report.step("format", || checked(cargo().args(["fmt", "--all", "--check"])));
    report.step("clippy", || {
        let mut clippy = cargo();
        clippy.args(["clippy", "--workspace", "--all-targets", "--features", "widget/ssr"]);
        checked(clippy.args(DENY_WARNINGS))
    });
    report.step("clippy, worker", || {
        let mut clippy = cargo();
        checked(clippy.args(["clippy", "--package", "edge"]).args(WASM).args(DENY_WARNINGS))
    });
    report.step("clippy, browser", || {
        let mut clippy = cargo();
        clippy.args(["clippy", "--package", "widget", "--features", "hydrate", "--tests"]);
        checked(clippy.args(WASM).args(DENY_WARNINGS))
    });
    report.step("tidy", || counted(cargo().args(["test", "--quiet", "--package", "xtask"])));
    report.step("native tests", || {
        let mut tests = cargo();
        tests.args(["test", "--workspace", "--exclude", "xtask", "--features", "widget/ssr"]);
        counted(tests.envs(fixtures()))
    });
}

/// What needs a browser, workerd, or the files that are served.
fn check_what_is_built(report: &mut Report, npm: &Npm) {
    report.step("chromium", || tools::chromium().map(|()| Tally::default()));
    let mut checker = None;
    report.step("schemathesis", || {
        checker = Some(("PAYLINKR_SCHEMATHESIS", tools::schemathesis()?));
        Ok(Tally::default())
    });
    report.step("browser tests", || counted(&mut wasm_pack_test(npm)?));
    report.step("build", || build::all(npm).map(|_| Tally::default()));
    report.step("sizes", || size::measure(npm).map(|()| Tally::default()));
    report.step("end to end", || {
        let mut node = npm.node()?;
        node.args(["--test", "--test-reporter=spec", "--test-concurrency=2"]);
        counted(node.arg("tests/**/*.test.mjs").envs(fixtures()).envs(checker.clone()))
    });
}

/// The widget's own tests, in Chromium; widget/webdriver.json says how it is started.
fn wasm_pack_test(npm: &Npm) -> Outcome<Command> {
    let bindgen = tools::wasm_bindgen()?;
    let folder = bindgen.parent().map(PathBuf::from).unwrap_or_default();
    let mut pack = program(tools::wasm_pack()?);
    pack.args(["test", "--headless", "--chrome", "--chromedriver", tools::CHROMEDRIVER]);
    pack.args(["widget", "--features", "hydrate"]);
    pack.env("PATH", path_with(&[folder, npm.bin.clone()])?);
    pack.env("WASM_BINDGEN_TEST_TIMEOUT", "180").env("RUST_BACKTRACE", "0");
    Ok(pack)
}

/// Recorded answers of ledgers and payment providers, where they lie beside the repository.
fn fixtures() -> Option<(&'static str, PathBuf)> {
    let name = "PAYLINKR_FIXTURES";
    let folder = root().join("../shared/fixtures");
    (std::env::var_os(name).is_none() && folder.is_dir()).then_some((name, folder))
}

/// A check without tests of its own.
fn checked(command: &mut Command) -> Outcome<Tally> {
    if follow(command, |line| println!("{line}"))? {
        Ok(Tally::default())
    } else {
        Err("it says no".to_owned())
    }
}

/// A runner of tests. One that fails without naming a failed test failed before its tests.
fn counted(command: &mut Command) -> Outcome<Tally> {
    let mut tally = Tally::default();
    let fine = follow(command, |line| {
        println!("{line}");
        tally.hear(line);
    })?;
    tally.failed += u64::from(!fine && tally.failed == 0);
    Ok(tally)
}

#[derive(Default)]
struct Report {
    steps: Vec<(&'static str, Duration, Tally)>,
}

impl Report {
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<Tally>) {
        println!("\n== {name}");
        let started = now();
        let tally = work().unwrap_or_else(|trouble| {
            println!("{name}: {trouble}");
            Tally { failed: 1, ..Tally::default() }
        });
        let took = started.elapsed();
        println!("== {name}: {}", minutes(took));
        self.steps.push((name, took, tally));
    }

    /// The table of the steps; the very last line is the sum.
    fn close(&self) -> Outcome {
        let mut sum = Tally::default();
        let mut whole = Duration::ZERO;
        println!();
        for (name, took, tally) in &self.steps {
            let mark = if tally.failed > 0 { "failed" } else { "ok" };
            println!("{name:<16} {:>10}  {mark:<6}  {tally}", minutes(*took));
            sum.add(*tally);
            whole += *took;
        }
        println!("{:<16} {:>10}\n", "in all", minutes(whole));
        println!("{sum}");
        if sum.failed == 0 { Ok(()) } else { Err(String::new()) }
    }
}

/// In hundredths, with whole numbers only: the workspace has no floats.
fn minutes(took: Duration) -> String {
    let hundredths = took.as_millis() / 600;
    format!("{}.{:02} min", hundredths / 100, hundredths % 100)
}
