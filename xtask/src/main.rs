//! The project's commands. This room parses the command line and sends each command to its file; it
//! knows nothing of how they do it.

mod backup;
mod build;
mod contract;
mod contract_check;
mod dev;
mod fuzz;
mod merchant;
mod shell;
mod size;
mod stamp;
mod tally;
mod test;
#[cfg(test)]
mod tidy;
mod tools;

use std::process::ExitCode;

use shell::Outcome;

const USAGE: &str = "\
cargo xtask dev [--port 8787] [--fresh]   run PayLinkr and a demo shop here, rebuilt on every change
cargo xtask test                          every check and every test
cargo xtask build                         the browser's half, the worker, the API's description
cargo xtask size                          what a payer loads, against its budgets
cargo xtask fuzz [TARGET] [SECONDS]       random bytes for what reads memos and ledgers
cargo xtask deploy [--dry-run] [--config FILE]
                                          to Cloudflare: database, secrets, schema, worker
cargo xtask contract [REQUESTS] [--seed NUMBER] [--only OPERATION]
                                          a worker against its description, 5000 requests
cargo xtask doctor --url URL [--shop PAGE] [--key KEY]
                                          what is wrong with an install, and what to change
cargo xtask backup FILE [--remote]        the whole database as a file of SQL
cargo xtask restore FILE [--remote]       and back, into an empty database
cargo xtask export --merchant HANDLE FILE [--remote]
                                          all that there is of one merchant, as JSON lines
cargo xtask merchant add --name NAME --handle HANDLE --email EMAIL --zone ZONE [--url URL]
                                          a new merchant, with one test and one live key";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match obey(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            if !trouble.is_empty() {
                eprintln!("xtask: {trouble}");
            }
            ExitCode::FAILURE
        }
    }
}

/// What is done by a script of the same name: doctor.mjs looks at a running install, deploy.mjs
/// makes one.
fn script(name: &str, words: &[String]) -> Outcome {
    let npm = tools::npm()?;
    let mut node = npm.node()?;
    let file = format!("xtask/{name}.mjs");
    shell::run(node.arg(file).args(words), name).map_err(|_| String::new())
}

fn obey(words: &[String]) -> Outcome {
    let Some((command, rest)) = words.split_first() else {
        return Err(USAGE.to_owned());
    };
    match command.as_str() {
        "dev" => dev::dev(rest),
        "test" => test::test(rest),
        "build" => build::build(rest),
        "size" => size::size(rest),
        "fuzz" => fuzz::fuzz(rest),
        "deploy" | "doctor" => script(command, rest),
        "contract" => contract_check::check(rest),
        "backup" | "restore" => backup::backup(words),
        "export" => backup::export(rest),
        "merchant" => merchant::merchant(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("there is no command {other:?}\n{USAGE}")),
    }
}
