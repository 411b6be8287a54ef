//! What must be so whatever happened: every payment that was read is one row, with the invoice that
//! its payer named; nothing else is; every step and everything told is there once.

use std::collections::BTreeMap;

use shared::currency::Network;

use super::horizon::{Kind, Memo, Op, Tx};
use super::town::{Bill, Town, on_ledger};

/// Money that came to the merchant, as the ledger has it.
struct Came<'a> {
    network: Network,
    key: String,
    /// Behind which cursor it is.
    place: u64,
    asset: String,
    amount: i64,
    /// The invoice that its payer named.
    bill: Option<&'a Bill>,
}

/// What the database has of it.
struct Kept {
    invoice: Option<String>,
    disposition: String,
    asset: String,
    amount: i64,
}

impl Town {
    /// Checks what must be so at any moment; `at_last`: all there is was read.
    pub(crate) fn audit(&self, bills: &[Bill], at_last: bool) {
        let came = self.came(bills);
        let kept = self.kept();
        for one in &came {
            let is_behind = self.place(one.network) >= one.place;
            let hidden = match one.network {
                Network::Stellar => &self.ledgers.stellar.hidden,
                Network::Xrpl | Network::Psp => &self.ledgers.xrpl.hidden,
            };
            let is_hidden = hidden.borrow().iter().any(|key| one.key.trim_end_matches("/0") == key);
            match kept.get(&one.key) {
                Some(row) => check(one, row),
                None if at_last => panic!("{} was lost", one.key),
                None => assert!(!is_behind || is_hidden, "{} was passed over", one.key),
            }
        }
        let known = |key: &String| came.iter().any(|one| one.key == *key);
        assert!(kept.keys().all(known), "a row of nothing: {:?}", kept.keys());
        self.check_lines();
        for bill in bills.iter().filter(|_| at_last) {
            self.check_sum(bill);
        }
    }

    /// What all payments in the right asset for an invoice amount to on the ledger.
    pub(crate) fn paid(&self, bill: &Bill) -> i64 {
        let came = self.came(std::slice::from_ref(bill));
        let own = came.iter().filter(|one| one.bill.is_some() && one.asset == bill.asset.code());
        own.map(|one| one.amount).sum()
    }

    /// How far the address was read.
    fn place(&self, network: Network) -> u64 {
        let rows = self.rows("SELECT network, cursor FROM watch WHERE cursor IS NOT NULL");
        let row = rows.iter().find(|row| row.text("network") == network.code());
        row.map_or(0, |row| row.text("cursor").parse().unwrap())
    }

    fn came<'a>(&self, bills: &'a [Bill]) -> Vec<Came<'a>> {
        let mut came = Vec::new();
        let ours = |to: &str| bills.iter().any(|bill| bill.address == to);
        for tx in self.ledgers.stellar.closed.borrow().iter().filter(|tx| tx.successful) {
            for op in tx.ops.iter().filter(|op| ours(&op.to) && op.from != op.to) {
                let of_change = if op.kind == Kind::Contract { "/0" } else { "" };
                came.push(Came {
                    network: Network::Stellar,
                    key: format!("public:{}{of_change}", op.token),
                    place: op.token,
                    asset: name(&op.asset),
                    amount: op.amount,
                    bill: bills.iter().find(|bill| names(tx, op, bill)),
                });
            }
        }
        for tx in self.ledgers.xrpl.closed.borrow().iter() {
            let is_paid = tx.kind == "Payment" && tx.result == "tesSUCCESS";
            if is_paid && ours(&tx.to) && tx.from != tx.to {
                let is_named =
                    |bill: &&Bill| bill.network() == Network::Xrpl && tx.tag == Some(bill.tag);
                came.push(Came {
                    network: Network::Xrpl,
                    key: format!("main:{}", tx.hash),
                    place: u64::from(tx.ledger),
                    asset: name(&tx.asset),
                    amount: tx.amount,
                    bill: bills.iter().find(is_named),
                });
            }
        }
        came
    }

    fn kept(&self) -> BTreeMap<String, Kept> {
        let rows = self.rows("SELECT * FROM payment WHERE mode = 'live'");
        let count = rows.len();
        let kept: BTreeMap<String, Kept> = rows
            .iter()
            .map(|row| {
                let kept = Kept {
                    invoice: row.maybe_text("invoice"),
                    disposition: row.text("disposition"),
                    asset: row.text("asset"),
                    amount: row.text("amount").parse().unwrap(),
                };
                (row.text("key"), kept)
            })
            .collect();
        assert_eq!(kept.len(), count, "a payment is there twice");
        kept
    }

    /// The timeline, what was told, and what leaves.
    fn check_lines(&self) {
        let none = |what: &str, sql: &str| {
            let rows = self.rows(sql);
            assert!(rows.is_empty(), "{what}: {rows:?}");
        };
        none(
            "a step is missing",
            "SELECT i.id FROM invoice i WHERE i.step <> (SELECT count(*) FROM invoice_event e
               WHERE e.invoice = i.id AND e.step BETWEEN 1 AND i.step)",
        );
        none(
            "an event is missing or there twice",
            "SELECT i.id FROM invoice i WHERE i.mode = 'live' AND i.sequence <> (
               SELECT count(DISTINCT e.sequence) FROM event e WHERE e.object = i.id)
             UNION SELECT object FROM event GROUP BY object, sequence HAVING count(*) > 1",
        );
        none(
            "what is told once was told twice",
            "SELECT object, type FROM event WHERE type IN ('invoice.created', 'invoice.pending',
               'invoice.paid', 'invoice.expired', 'invoice.underpaid', 'invoice.cancelled')
             GROUP BY object, type HAVING count(*) > 1",
        );
        none(
            "an event does not leave exactly once",
            "SELECT e.type FROM event e WHERE e.mode = 'live'
               AND (SELECT count(*) FROM delivery d WHERE d.event = e.id) <> 1",
        );
        none(
            "a payment is not on the timeline exactly once",
            "SELECT p.key FROM payment p JOIN invoice i ON i.id = p.invoice GROUP BY p.invoice
             HAVING count(*) <> (SELECT count(*) FROM invoice_event e
               WHERE e.invoice = p.invoice AND e.code IN ('payment.counted',
                 'payment.duplicate', 'payment.late', 'payment.wrong_asset', 'payment.ignored'))",
        );
        none(
            "somebody was not told once of money without an invoice",
            "SELECT p.key FROM payment p WHERE p.disposition = 'unmatched' AND 1 <> (
               SELECT count(*) FROM alert a WHERE a.subject = p.id)
             UNION SELECT a.id FROM alert a WHERE a.kind = 'unmatched_payment'
               AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.id = a.subject)
             UNION SELECT a.id FROM alert a WHERE 1 <> (
               SELECT count(*) FROM event e WHERE e.object = a.id)",
        );
    }

    /// The sum that the merchant reads is that of the counted rows.
    fn check_sum(&self, bill: &Bill) {
        let sql = format!(
            "SELECT coalesce(sum(CAST(amount AS INTEGER)), 0) || '' FROM payment
             WHERE invoice = '{}' AND disposition = 'counted'",
            bill.id
        );
        let counted: i64 = self.world.text(&sql).parse().unwrap();
        let received = self.read(bill).get("receivedAmount");
        assert_eq!(super::town::minor(&received, bill.asset), counted, "{}", bill.id);
    }
}

fn check(came: &Came<'_>, row: &Kept) {
    let key = &came.key;
    assert_eq!((&row.asset, row.amount), (&came.asset, came.amount), "{key}");
    assert_eq!(row.invoice.as_ref(), came.bill.map(|bill| &bill.id), "{key}");
    let is_dust = came.amount < if came.network == Network::Stellar { 10_000 } else { 1_000 };
    let allowed: &[&str] = match came.bill {
        None if is_dust => &["ignored"],
        None => &["unmatched"],
        Some(bill) if bill.asset.code() != came.asset => &["wrong_asset"],
        Some(_) if is_dust => &["ignored"],
        Some(_) => &["counted", "duplicate", "late"],
    };
    assert!(allowed.contains(&row.disposition.as_str()), "{key} is {}", row.disposition);
}

/// Our name of an asset, or the ledger's.
fn name(asset: &str) -> String {
    let ours = [shared::currency::Asset::Usdc, shared::currency::Asset::Eurc];
    let found = ours.into_iter().find(|ours| on_ledger(*ours) == asset);
    found.map_or(asset.to_owned(), |ours| ours.code().to_owned())
}

/// Whether a payer on Stellar named an invoice: by memo or by number, and not two different ones.
fn names(tx: &Tx, op: &Op, bill: &Bill) -> bool {
    if bill.network() != Network::Stellar || op.kind == Kind::Merge {
        return false;
    }
    let is_reference = |text: &str| text.trim().to_uppercase().starts_with("PLR-");
    let by_memo = match &tx.memo {
        Memo::Text(text) if is_reference(text) => Some(text.trim().to_uppercase() == bill.memo),
        Memo::Id(id) => Some(*id == bill.number),
        _ => None,
    };
    match (op.muxed, &tx.memo) {
        (None, _) => by_memo == Some(true),
        (Some(id), Memo::Id(other)) => id == *other && id == bill.number,
        (Some(id), _) => by_memo.is_none() && id == bill.number,
    }
}
