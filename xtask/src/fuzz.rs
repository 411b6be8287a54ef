//! `cargo xtask fuzz`: random bytes for what reads memos and ledgers' answers. Knows the targets by
//! their files, and nothing of what they read.

use std::fs;

use crate::shell::{Outcome, cannot, cargo_path, program, root, run, say, target};
use crate::tools;

/// How long each target runs when nobody says.
const SECONDS: &str = "60";

/// Pages of ledgers are longer; what can go wrong goes wrong in short ones.
const BYTES_MAX: u32 = 20_000;

/// `[TARGET] [SECONDS]`: one target or all, one after the other.
pub(crate) fn fuzz(words: &[String]) -> Outcome {
    let all = targets()?;
    let is_target = |word: &&String| all.contains(word);
    let (chosen, seconds) = match words {
        [] => (all, SECONDS),
        [word] if is_target(&word) => (vec![word.clone()], SECONDS),
        [seconds] if is_number(seconds) => (all, seconds.as_str()),
        [word, seconds] if is_target(&word) && is_number(seconds) => {
            (vec![word.clone()], seconds.as_str())
        }
        _ => return Err(format!("fuzz takes a target ({}) and seconds", all.join(", "))),
    };
    let cargo_fuzz = tools::cargo_fuzz()?;
    // Its own workspace, but the same versions.
    let lock = root().join("fuzz/Cargo.lock");
    fs::copy(root().join("Cargo.lock"), &lock).map_err(cannot("write", &lock))?;
    for name in chosen {
        // What is found lies there; the kept corpus grows by hand only.
        let found = target().join("fuzz/found").join(&name);
        fs::create_dir_all(&found).map_err(cannot("make", &found))?;
        say(&format!("fuzz {name}: {seconds} seconds; new inputs in {}", found.display()));
        let mut fuzz = program(&cargo_fuzz);
        fuzz.args(["run", &name]).arg(&found).arg(root().join("fuzz/corpus").join(&name));
        fuzz.arg("--target-dir").arg(target().join("fuzz"));
        fuzz.args(["--", "-timeout=10", "-print_final_stats=1"]);
        fuzz.args([format!("-max_total_time={seconds}"), format!("-max_len={BYTES_MAX}")]);
        // Sanitizers are an unstable feature; the pinned compiler has them, too.
        fuzz.env("RUSTC_BOOTSTRAP", "1").env("CARGO", cargo_path());
        run(&mut fuzz, &format!("the fuzz target {name}"))?;
    }
    Ok(())
}

/// One for each file in `fuzz/targets`.
fn targets() -> Outcome<Vec<String>> {
    let folder = root().join("fuzz/targets");
    let entries = fs::read_dir(&folder).map_err(cannot("list", &folder))?;
    let name = |entry: fs::DirEntry| Some(entry.path().file_stem()?.to_str()?.to_owned());
    let mut names: Vec<String> = entries.flatten().filter_map(name).collect();
    names.sort();
    Ok(names)
}

fn is_number(word: &str) -> bool {
    word.parse::<u32>().is_ok()
}
