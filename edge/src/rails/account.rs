//! What a ledger says about an address that a merchant wants to be paid at. Warnings only: nothing
//! here stops anybody.

use shared::currency::{Asset, Network};
use shared::json::Object;
use shared::time::SECOND_MS;

use super::Doubt;
use super::stellar::read::{account as stellar_account, is_not_found};
use super::xrpl::read::account_info;
use crate::app::App;
use crate::ledgers::{LedgerServer, Stellar};
use crate::platform::Outgoing;

/// How long a server may take, in milliseconds: a merchant waits for it.
const TIMEOUT_MS: i64 = 3 * SECOND_MS;
/// How many servers are asked, one after the other.
const SERVERS: usize = 2;
/// An account with a thousand trustlines is 400 KB; more is not read, and then it is not checked.
const ANSWER_BYTES_MAX: usize = 1_000_000;
/// Of a trustline's limit so much must be free, one part in this many.
const ROOM: i64 = 10;

/// What the ledger says about an address, as codes; `None` when nobody answered.
pub async fn warnings(app: &App, network: Network, address: &str) -> Option<Vec<String>> {
    let ledgers = &app.settings.ledgers;
    for server in ledgers.servers(network).iter().take(SERVERS) {
        let answered = app.platform.fetch.ask(request(network, server, address)).await;
        let Ok(answer) = answered else { continue };
        let said = match network {
            Network::Stellar => of_stellar(answer.status, &answer.body, &ledgers.stellar),
            Network::Xrpl if answer.status == 200 => of_xrpl(&answer.body),
            Network::Xrpl | Network::Psp => continue,
        };
        if let Ok(said) = said {
            return Some(said);
        }
    }
    None
}

fn request(network: Network, server: &LedgerServer, address: &str) -> Outgoing {
    let mut headers = server.headers.clone();
    let (url, body) = match network {
        Network::Stellar => (format!("{}/accounts/{address}", server.url), None),
        // A PSP has no servers, and is not asked.
        Network::Xrpl | Network::Psp => {
            headers.push(("content-type".to_owned(), "application/json".to_owned()));
            let mut params = Object::new();
            params.put("account", address).put("ledger_index", "validated");
            let mut asked = Object::new();
            asked.put("method", "account_info").put("params", [params].as_slice());
            (server.url.clone(), Some(asked.text().into_bytes()))
        }
    };
    let (timeout_ms, bytes_max) = (TIMEOUT_MS, ANSWER_BYTES_MAX);
    Outgoing { url, headers, body, deletes: false, timeout_ms, bytes_max }
}

fn of_stellar(status: u16, body: &[u8], stellar: &Stellar) -> Result<Vec<String>, Doubt> {
    if is_not_found(status, body) {
        return Ok(no_account());
    }
    if status != 200 {
        return Err(Doubt("not answered with 200"));
    }
    let account = stellar_account(body)?;
    let mut codes = Vec::new();
    for (asset, issuer) in
        [(Asset::Usdc, &stellar.usdc_issuer), (Asset::Eurc, &stellar.eurc_issuer)]
    {
        let name = format!("{}:{issuer}", asset.code());
        let problem = match account.balances.iter().find(|line| line.asset == name) {
            None => Some("no_trustline"),
            Some(line) if !line.authorized => Some("not_authorized"),
            Some(line) => line.limit.and_then(|limit| {
                let free = limit.minor().saturating_sub(line.balance.minor());
                (free < limit.minor() / ROOM).then_some("low_limit")
            }),
        };
        codes.extend(problem.map(|problem| format!("{problem}_{}", asset.code())));
    }
    codes.extend((!account.memo_required).then(|| "memo_not_required".to_owned()));
    Ok(codes)
}

fn of_xrpl(body: &[u8]) -> Result<Vec<String>, Doubt> {
    let Some(account) = account_info(body)? else { return Ok(no_account()) };
    let facts = [
        ("no_require_dest", !account.require_dest),
        ("deposit_auth", account.deposit_auth),
        ("disallow_xrp", account.disallow_xrp),
    ];
    Ok(facts.into_iter().filter(|(_, holds)| *holds).map(|(code, _)| code.to_owned()).collect())
}

fn no_account() -> Vec<String> {
    vec!["no_account".to_owned()]
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn line(code: &str, issuer: &str, balance: &str, limit: &str) -> Value {
        json!({"balance": balance, "limit": limit, "is_authorized": true,
            "asset_type": "credit_alphanum4", "asset_code": code, "asset_issuer": issuer})
    }

    /// What is said of an account with these trustlines.
    fn said(lines: &[Value], data: &Value) -> Vec<String> {
        let native = json!({"balance": "9.9999900", "asset_type": "native"});
        let balances: Vec<&Value> = lines.iter().chain([&native]).collect();
        let body = json!({"sequence": "1", "balances": balances, "data": data});
        ask(200, &body).unwrap()
    }

    fn ask(status: u16, body: &Value) -> Result<Vec<String>, Doubt> {
        let stellar = Stellar {
            usdc_issuer: "GUSDC".into(),
            eurc_issuer: "GEURC".into(),
            ..Stellar::default()
        };
        of_stellar(status, body.to_string().as_bytes(), &stellar)
    }

    #[test]
    fn an_account_that_can_take_everything_has_no_warning() {
        let max = "922337203685.4775807";
        let lines = [line("USDC", "GUSDC", "5.0000000", max), line("EURC", "GEURC", "0.0", max)];
        assert!(said(&lines, &json!({"config.memo_required": "MQ=="})).is_empty());
    }

    #[test]
    fn a_trustline_counts_for_its_own_issuer_and_while_it_has_room() {
        let forged = line("USDC", "GFORGED", "0.0000000", "1000.0000000");
        let none = json!({});
        let codes = ["no_trustline_USDC", "no_trustline_EURC", "memo_not_required"];
        assert_eq!(said(&[forged], &none), codes);
        let mut frozen = line("USDC", "GUSDC", "0.0000000", "1000.0000000");
        frozen["is_authorized"] = json!(false);
        let full = line("EURC", "GEURC", "900.0000001", "1000.0000000");
        let codes = ["not_authorized_USDC", "low_limit_EURC", "memo_not_required"];
        assert_eq!(said(&[frozen, full], &none), codes);
        let roomy = line("EURC", "GEURC", "900.0000000", "1000.0000000");
        assert_eq!(said(&[roomy], &none), ["no_trustline_USDC", "memo_not_required"]);
    }

    #[test]
    fn only_the_ledgers_own_word_says_that_there_is_no_account() {
        let missing = json!({"type": "https://stellar.org/horizon-errors/not_found",
            "title": "Resource Missing", "status": 404});
        assert_eq!(ask(404, &missing).unwrap(), ["no_account"]);
        assert!(ask(404, &json!({"error": "no such route"})).is_err());
        assert!(ask(503, &missing).is_err());
        assert!(ask(200, &missing).is_err());
    }

    /// The flags of AccountRoot, in decimal: 131072, 524288, 16777216 (rails.md 2.2).
    #[test]
    fn the_flags_of_an_account_are_told() {
        let said = |flags: u32| {
            let body = json!({"result": {"account_data": {"Balance": "1000000", "Flags": flags},
                "status": "success", "validated": true}});
            of_xrpl(body.to_string().as_bytes()).unwrap()
        };
        assert!(said(131_072).is_empty());
        assert_eq!(said(0), ["no_require_dest"]);
        assert_eq!(said(131_072 + 524_288), ["disallow_xrp"]);
        assert_eq!(said(131_072 + 16_777_216), ["deposit_auth"]);
    }

    #[test]
    fn an_error_is_no_answer_but_for_the_one_that_says_that_there_is_no_account() {
        let said = |error: &str| {
            let body = json!({"result": {"error": error, "status": "error"}});
            of_xrpl(body.to_string().as_bytes())
        };
        assert_eq!(said("actNotFound").unwrap(), ["no_account"]);
        assert!(said("slowDown").is_err());
    }
}
