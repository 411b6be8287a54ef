//! A scripted Stellar behind Horizon's words (`rails.md` 1). Knows no invoices.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use edge::platform::Incoming;
use serde_json::{Value as Json, json};
use shared::money::Amount;
use shared::time::Instant;

use super::chain::{Chain, Fault, Host, answer, spoil, spoil_page};
use crate::support::live::{USDC, g};

pub(crate) const PASSPHRASE: &str = "Public Global Stellar Network ; September 2015";

/// Who holds USDC, too.
pub(crate) const HOLDER: u8 = 8;

/// What a payer writes to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Memo {
    None,
    Text(String),
    Id(u64),
    Hash,
}

/// What an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Payment,
    PathReceive,
    PathSend,
    CreateAccount,
    Merge,
    /// A contract that moves a classic asset.
    Contract,
}

/// A movement of money. The asset is `XLM` or `CODE:ISSUER`; the amount is in stroops.
#[derive(Clone, Debug)]
pub(crate) struct Op {
    pub(crate) kind: Kind,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) asset: String,
    pub(crate) amount: i64,
    pub(crate) muxed: Option<u64>,
    pub(crate) token: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Tx {
    pub(crate) hash: String,
    pub(crate) memo: Memo,
    pub(crate) successful: bool,
    pub(crate) ops: Vec<Op>,
    pub(crate) ledger: u32,
    pub(crate) at: i64,
}

pub(crate) type Stellar = Chain<Tx>;

impl Chain<Tx> {
    pub(crate) fn close_until(&self, now: i64) {
        self.close(now, |tx, ledger, at, place| {
            (tx.ledger, tx.at) = (ledger, at);
            let place = u64::try_from(place).unwrap();
            for (index, op) in (1_u64..).zip(&mut tx.ops) {
                // SEP-35.
                op.token = (u64::from(ledger) << 32) + (place << 12) + index;
            }
        });
    }

    pub(crate) fn answer(&self, host: &Host, url: &str) -> Result<Incoming, String> {
        let path = url.strip_prefix(host.url).unwrap();
        host.asked.borrow_mut().push(path.to_owned());
        let fault = host.wrong();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let told = match parts.as_slice() {
            [""] => answer(200, &self.root(fault)),
            ["accounts", address] => answer(200, &account(address)),
            ["accounts", address, "payments"] => self.page(fault, address, query),
            ["transactions", hash, "payments"] => self.of_transaction(fault, hash),
            ["transactions"] => submitted(),
            ["operations", token, "effects"] => self.effects(token.parse().unwrap()),
            other => panic!("nobody asks Horizon for {other:?}"),
        };
        spoil(fault, told)
    }

    fn root(&self, fault: Option<Fault>) -> Json {
        let known = self.known(fault);
        let other = fault == Some(Fault::OtherNetwork);
        let passphrase = if other { "Test SDF Network ; September 2015" } else { PASSPHRASE };
        json!({
            "network_passphrase": passphrase,
            "history_latest_ledger": known.latest,
            "history_latest_ledger_closed_at": iso(known.closed_at),
            "history_elder_ledger": known.elder,
            "core_latest_ledger": known.latest,
        })
    }

    /// Ascending, from the cursor on; a cursor that is too old begins at what is left, silently.
    fn page(&self, fault: Option<Fault>, address: &str, query: &str) -> Incoming {
        let param = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(known, _)| *known == name).map(|(_, value)| value).unwrap()
        };
        assert_eq!((param("order"), param("join")), ("asc", "transactions"));
        let (cursor, limit): (u64, usize) =
            (param("cursor").parse().unwrap(), param("limit").parse().unwrap());
        let told = self.told(fault, |tx| tx.ledger);
        let mut all = Vec::new();
        let all_are_told = fault == Some(Fault::TellsFailed);
        for tx in told.iter().filter(|tx| tx.successful || all_are_told) {
            let named = tx.ops.iter().filter(|op| op.from == address || op.to == address);
            all.extend(named.map(|op| (op.token, record(tx, op))));
        }
        let (before, behind): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(token, _)| *token <= cursor);
        let mut page: Vec<Json> = behind.into_iter().map(|(_, it)| it).take(limit).collect();
        let before: Vec<Json> = before.into_iter().map(|(_, it)| it).collect();
        let whole = page.clone();
        spoil_page(fault, &mut page, &before);
        page.truncate(limit);
        // What follows a record of the page and is not in it will be asked for.
        let lost = whole.iter().filter(|it| !page.contains(it)).filter(|it| {
            fault == Some(Fault::Hides) && page.last().is_some_and(|last| key(last) > key(it))
        });
        self.hidden.borrow_mut().extend(lost.map(|it| format!("public:{}", key(it))));
        let known = self.known(fault);
        let latest = match fault {
            Some(Fault::PagesLag(count)) => known.latest - count,
            _ => known.latest,
        };
        let mut answer = answer(200, &json!({"_embedded": {"records": page}}));
        answer.headers.push(("latest-ledger".to_owned(), latest.to_string()));
        answer
    }

    fn of_transaction(&self, fault: Option<Fault>, hash: &str) -> Incoming {
        let told = self.told(fault, |tx| tx.ledger);
        let Some(tx) = told.iter().find(|tx| tx.hash == hash) else {
            return answer(404, &json!({"type": "https://stellar.org/horizon-errors/not_found"}));
        };
        let records: Vec<Json> = tx.ops.iter().map(|op| record(tx, op)).collect();
        answer(200, &json!({"_embedded": {"records": records}}))
    }

    fn effects(&self, token: u64) -> Incoming {
        let closed = self.closed.borrow();
        let op = closed.iter().flat_map(|tx| &tx.ops).find(|op| op.token == token).unwrap();
        let amount = Amount::from_minor(op.amount).print(7);
        answer(
            200,
            &json!({"_embedded": {"records": [
                {"type": "account_debited", "account": op.from, "asset_type": "native",
                 "amount": amount},
                {"type": "account_credited", "account": op.to, "asset_type": "native",
                 "amount": amount},
                {"type": "account_removed", "account": op.from},
            ]}}),
        )
    }
}

fn key(record: &Json) -> u64 {
    record["id"].as_str().unwrap().parse().unwrap()
}

fn iso(ms: i64) -> String {
    Instant::from_ms(ms).to_string()
}

fn account(address: &str) -> Json {
    let mut balances = vec![json!({"balance": "1000.0000000", "asset_type": "native"})];
    if address == g(HOLDER) {
        balances.push(json!({"balance": "1000.0000000", "limit": "922337203685.4775807",
            "is_authorized": true, "asset_type": "credit_alphanum4", "asset_code": "USDC",
            "asset_issuer": USDC}));
    }
    json!({"id": address, "sequence": "1", "balances": balances, "data": {}})
}

/// Whatever is handed in is taken; whether it comes into a ledger is another matter.
fn submitted() -> Incoming {
    answer(200, &json!({"hash": "ab".repeat(32), "successful": true}))
}

/// An operation as Horizon tells it.
fn record(tx: &Tx, op: &Op) -> Json {
    let amount = Amount::from_minor(op.amount).print(7);
    let mut record = json!({
        "id": op.token.to_string(), "paging_token": op.token.to_string(),
        "transaction_successful": tx.successful, "source_account": op.from,
        "created_at": iso(tx.at), "transaction_hash": tx.hash, "transaction": transaction(tx),
    });
    let mut add = |members: Json| {
        let members = members.as_object().unwrap().clone();
        record.as_object_mut().unwrap().extend(members);
    };
    let asset = match op.asset.split_once(':') {
        None => json!({"asset_type": "native"}),
        Some((code, issuer)) => {
            let kind = if code.len() <= 4 { "credit_alphanum4" } else { "credit_alphanum12" };
            json!({"asset_type": kind, "asset_code": code, "asset_issuer": issuer})
        }
    };
    match op.kind {
        Kind::Payment | Kind::PathReceive | Kind::PathSend => {
            let kind = match op.kind {
                Kind::PathReceive => "path_payment_strict_receive",
                Kind::PathSend => "path_payment_strict_send",
                _ => "payment",
            };
            add(asset);
            add(json!({"type": kind, "from": op.from, "to": op.to, "amount": amount}));
            if op.kind != Kind::Payment {
                add(json!({"source_amount": "99.0000000", "source_asset_type": "native",
                    "source_max": "100.0000000", "destination_min": "0.0000001", "path": []}));
            }
            if let Some(id) = op.muxed {
                add(json!({"to_muxed": "M", "to_muxed_id": id.to_string()}));
            }
        }
        Kind::CreateAccount => add(json!({"type": "create_account", "funder": op.from,
            "account": op.to, "starting_balance": amount})),
        Kind::Merge => {
            add(json!({"type": "account_merge", "account": op.from, "into": op.to}));
        }
        Kind::Contract => {
            let mut change = json!({"type": "transfer", "from": op.from, "to": op.to,
                "amount": amount});
            change.as_object_mut().unwrap().extend(asset.as_object().unwrap().clone());
            if let Some(id) = op.muxed {
                change["destination_muxed_id"] = json!(id.to_string());
            }
            add(json!({"type": "invoke_host_function", "asset_balance_changes": [change]}));
        }
    }
    record
}

fn transaction(tx: &Tx) -> Json {
    let mut transaction = json!({"hash": tx.hash, "successful": tx.successful});
    let memo = match &tx.memo {
        Memo::None => json!({"memo_type": "none"}),
        // Horizon shows the text without what it cannot print; the bytes are what was sent.
        Memo::Text(text) => json!({"memo_type": "text", "memo": text,
            "memo_bytes": BASE64.encode(text)}),
        Memo::Id(id) => json!({"memo_type": "id", "memo": id.to_string()}),
        Memo::Hash => json!({"memo_type": "hash", "memo": BASE64.encode([7; 32])}),
    };
    transaction.as_object_mut().unwrap().extend(memo.as_object().unwrap().clone());
    transaction
}
