//! Counts tests from the closing lines of the runners. Knows how each runner closes, and nothing of
//! what it ran.

use std::fmt;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
    /// Tests that said they are skipped, and that cargo has not counted yet.
    pub(crate) early: u64,
}

impl Tally {
    /// Takes in one line that a runner printed.
    pub(crate) fn hear(&mut self, line: &str) {
        let line = line.trim();
        if is_skipped(line) {
            // cargo counts a test that stopped for want of recorded data as passed.
            self.skipped += 1;
            self.early += 1;
        } else if let Some((_, counts)) = line.split_once("test result: ") {
            self.hear_cargo(counts);
        } else if let Some(count) = line.strip_prefix("\u{2139} ") {
            self.hear_node(count);
        }
    }

    pub(crate) fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// `ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out`
    fn hear_cargo(&mut self, counts: &str) {
        let words: Vec<&str> = counts.split_whitespace().collect();
        for pair in words.windows(2) {
            let [number, what] = pair else { continue };
            let number = number.parse().unwrap_or(0);
            match what.trim_end_matches(';') {
                "passed" => self.passed += number - std::mem::take(&mut self.early).min(number),
                "failed" => self.failed += number,
                "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }

    /// One line for each count: `pass 12`, `fail 0`, `cancelled 0`, `skipped 0`, `todo 0`.
    fn hear_node(&mut self, count: &str) {
        let Some((what, number)) = count.split_once(' ') else {
            return;
        };
        let number = number.parse().unwrap_or(0);
        match what {
            "pass" => self.passed += number,
            "fail" | "cancelled" => self.failed += number,
            "skipped" | "todo" => self.skipped += number,
            _ => {}
        }
    }
}

/// `skipped: NAME`, perhaps behind the dots of the tests before it.
fn is_skipped(line: &str) -> bool {
    line.trim_start_matches(['.', ' ']).starts_with("skipped: ")
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn check(lines: &[&str], passed: u64, failed: u64, skipped: u64) {
        let mut tally = Tally::default();
        for line in lines {
            tally.hear(line);
        }
        assert_eq!(tally, Tally { passed, failed, skipped, early: 0 });
    }

    #[test]
    fn the_closing_lines_of_cargo_test_are_counted_each() {
        let ok = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; \
                  finished in 0.00s";
        let bad = "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out";
        check(&["running 12 tests", ok, bad], 14, 3, 1);
    }

    #[test]
    fn a_test_that_lacks_its_recorded_data_is_skipped_and_not_passed() {
        let ok = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out";
        check(&["..skipped: horizon/account.json", "skipped: xrpl/tx.json", ok], 10, 0, 3);
    }

    #[test]
    fn the_closing_lines_of_nodes_runner_are_counted() {
        let lines = ["ℹ tests 9", "ℹ suites 0", "ℹ pass 5", "ℹ fail 1", "ℹ cancelled 1"];
        check(&lines, 5, 2, 0);
        check(&["ℹ skipped 1", "ℹ todo 1", "ℹ duration_ms 99"], 0, 0, 2);
    }

    #[test]
    fn lines_of_tests_themselves_count_nothing() {
        check(&["test tally::tests::x ... ok", "3 passed", "ℹ", "✔ pass 7"], 0, 0, 0);
    }

    #[test]
    fn the_last_line_has_the_plain_form() {
        let tally = Tally { passed: 1, failed: 0, skipped: 2, early: 0 };
        assert_eq!(tally.to_string(), "1 passed, 0 failed, 2 skipped");
    }
}
