//! `cargo xtask size`: what a payer loads and what the worker weighs, beside the budgets and what
//! others make payers load. Over budget is an error. Knows sizes, not contents.

use std::fs;
use std::path::{Path, PathBuf};

use crate::build;
use crate::shell::{Outcome, cannot, cargo, read, root, run, target};
use crate::tools::{self, Npm};

/// The order of the rows in the table.
const BUDGETS: [Budget; 5] = [
    Budget {
        what: "loader",
        budget: 1_200,
        stretch: 800,
        anchor: "BTCPay 1,727; Polar 2,239; Hyperswitch 129,987",
    },
    Budget {
        what: "page until payable",
        budget: 10_000,
        stretch: 7_000,
        anchor: "BTCPay 27 requests; Hyperswitch 10; this is one",
    },
    Budget {
        what: "glue + wasm",
        budget: 55_000,
        stretch: 38_000,
        anchor: "BTCPay 217,800 in all; Hyperswitch 586,295",
    },
    Budget {
        what: "wallet, on the tap",
        budget: 3_000,
        stretch: 1_500,
        anchor: "freighter-api 2,911 (gzip), without what asks it",
    },
    Budget { what: "worker", budget: 760_000, stretch: 500_000, anchor: "Hono + zod 100,000" },
];

struct Budget {
    what: &'static str,
    budget: u64,
    stretch: u64,
    anchor: &'static str,
}

/// The one number that the budget holds, and what it is besides, in words.
struct Weight {
    counts: u64,
    as_what: &'static str,
    besides: String,
}

pub(crate) fn size(words: &[String]) -> Outcome {
    if let Some(word) = words.first() {
        return Err(format!("size takes no {word:?}"));
    }
    tools::toolchain()?;
    let npm = tools::npm()?;
    build::all(&npm)?;
    measure(&npm)
}

/// The table of what is built.
pub(crate) fn measure(npm: &Npm) -> Outcome {
    let weights = [loader(npm)?, page(npm)?, browser(npm)?, wallet(npm)?, worker(npm)?];
    let mut over = Vec::new();
    println!("{:<20}{:>9}  {:<13}{:>9}{:>9}  ", "", "bytes", "as", "budget", "stretch");
    for (row, weight) in BUDGETS.iter().zip(&weights) {
        println!(
            "{:<20}{:>9}  {:<13}{:>9}{:>9}  {}",
            row.what,
            grouped(weight.counts),
            weight.as_what,
            grouped(row.budget),
            grouped(row.stretch),
            verdict(row, weight)
        );
        println!("{:<20}{}; others: {}", "", weight.besides, row.anchor);
        if weight.counts > row.budget {
            over.push(row.what);
        }
    }
    if over.is_empty() { Ok(()) } else { Err(format!("over budget: {}", over.join(", "))) }
}

fn verdict(row: &Budget, weight: &Weight) -> &'static str {
    if weight.counts > row.budget {
        "OVER BUDGET"
    } else if weight.counts > row.stretch {
        "within budget"
    } else {
        "within stretch"
    }
}

fn loader(npm: &Npm) -> Outcome<Weight> {
    let file = Weighed::sum(&weigh(npm, &[root().join("www/widget/subscription.js")])?);
    Ok(Weight {
        counts: file.brotli_11,
        as_what: "brotli 11",
        besides: format!("served at brotli 4: {}", grouped(file.brotli_4)),
    })
}

/// The heaviest of the pages that the widget's example `pages` writes, one for each state.
fn page(npm: &Npm) -> Outcome<Weight> {
    let folder = target().join("pages");
    // Pages of states that are no more would be weighed too.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(cannot("make", &folder))?;
    let mut pages = cargo();
    pages.args(["run", "--quiet", "--package", "widget", "--features", "ssr"]);
    run(pages.args(["--example", "pages", "--"]).arg(&folder), "the widget's example `pages`")?;
    let files = files(&folder, ".html")?;
    let weighed = weigh(npm, &files)?;
    let heaviest = weighed.iter().max_by_key(|page| page.brotli_5);
    let page = heaviest.ok_or("the widget's example `pages` wrote no .html")?;
    let name = page.path.file_stem().unwrap_or_default().display();
    Ok(Weight {
        counts: page.brotli_5,
        as_what: "brotli 5",
        besides: format!(
            "the heaviest of {} is {name}; at brotli 11: {}",
            weighed.len(),
            grouped(page.brotli_11)
        ),
    })
}

/// The module, and the wasm, which is served as it lies there.
fn browser(npm: &Npm) -> Outcome<Weight> {
    let pkg = root().join("www/pkg");
    let (_, glue) = modules(&pkg)?;
    let glue = Weighed::sum(&weigh(npm, &glue)?);
    let wasm = Weighed::sum(&weigh(npm, &files(&pkg, ".wasm.br")?)?);
    Ok(Weight {
        counts: glue.brotli_11 + wasm.plain,
        as_what: "brotli 11",
        besides: format!(
            "glue {} and wasm {}; served with the glue at brotli 4: {}",
            grouped(glue.brotli_11),
            grouped(wasm.plain),
            grouped(glue.brotli_4 + wasm.plain)
        ),
    })
}

/// The wallet's code, which nobody loads who does not ask for it.
fn wallet(npm: &Npm) -> Outcome<Weight> {
    let (wallet, _) = modules(&root().join("www/pkg"))?;
    let file = Weighed::sum(&weigh(npm, &wallet)?);
    Ok(Weight {
        counts: file.brotli_11,
        as_what: "brotli 11",
        besides: format!("served at brotli 4: {}", grouped(file.brotli_4)),
    })
}

/// The modules that are fetched on a tap, and those that a page loads.
fn modules(pkg: &Path) -> Outcome<(Vec<PathBuf>, Vec<PathBuf>)> {
    let on_tap = |path: &PathBuf| path.to_str().is_some_and(|path| path.ends_with(".wallet.js"));
    Ok(files(pkg, ".js")?.into_iter().partition(on_tap))
}

fn worker(npm: &Npm) -> Outcome<Weight> {
    let build = root().join("edge/build");
    let parts = weigh(npm, &[build.join("index.js"), build.join("index_bg.wasm")])?;
    let sum = Weighed::sum(&parts);
    Ok(Weight {
        counts: sum.gzip,
        as_what: "gzip",
        besides: format!("plain: {}", grouped(sum.plain)),
    })
}

#[derive(Default)]
struct Weighed {
    path: PathBuf,
    plain: u64,
    brotli_4: u64,
    brotli_5: u64,
    brotli_11: u64,
    gzip: u64,
}

impl Weighed {
    fn read(line: &str) -> Option<Weighed> {
        let mut parts = line.split('\t');
        let path = PathBuf::from(parts.next()?);
        let mut next = || parts.next()?.parse().ok();
        let (plain, brotli_4, brotli_5) = (next()?, next()?, next()?);
        Some(Weighed { path, plain, brotli_4, brotli_5, brotli_11: next()?, gzip: next()? })
    }

    fn sum(all: &[Weighed]) -> Weighed {
        let mut sum = Weighed::default();
        for one in all {
            sum.plain += one.plain;
            sum.brotli_4 += one.brotli_4;
            sum.brotli_5 += one.brotli_5;
            sum.brotli_11 += one.brotli_11;
            sum.gzip += one.gzip;
        }
        sum
    }
}

fn weigh(npm: &Npm, files: &[PathBuf]) -> Outcome<Vec<Weighed>> {
    let text = read(npm.node()?.arg("xtask/weigh.mjs").args(files), "xtask/weigh.mjs")?;
    Ok(text.lines().filter_map(Weighed::read).collect())
}

fn files(folder: &Path, ending: &str) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot("list", folder))? {
        let path = entry.map_err(cannot("list", folder))?.path();
        if path.to_str().is_some_and(|path| path.ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// `1,234,567`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_set_apart() {
        let written = [0, 999, 1_000, 55_000, 1_234_567].map(grouped);
        assert_eq!(written, ["0", "999", "1,000", "55,000", "1,234,567"]);
    }
}
