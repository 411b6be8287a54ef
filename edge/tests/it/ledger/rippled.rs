//! A scripted XRP Ledger behind rippled's words (`rails.md` 2). Knows no invoices.

use edge::platform::Incoming;
use serde_json::{Value as Json, json};
use shared::time::Instant;

use super::chain::{Chain, Fault, Host, answer, spoil, spoil_page};

/// 2000-01-01T00:00:00Z, from which this ledger counts seconds.
const RIPPLE_EPOCH_S: i64 = 946_684_800;

/// A payment, or what looks like one.
#[derive(Clone, Debug)]
pub(crate) struct Tx {
    pub(crate) hash: String,
    pub(crate) kind: &'static str,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) tag: Option<u32>,
    /// `XRP`, or `CODE:ISSUER`.
    pub(crate) asset: String,
    /// What arrived: drops of XRP, or so many of the token.
    pub(crate) amount: i64,
    /// What was allowed to be sent.
    pub(crate) most: i64,
    pub(crate) result: &'static str,
    pub(crate) ledger: u32,
    pub(crate) at: i64,
}

pub(crate) type Xrpl = Chain<Tx>;

impl Chain<Tx> {
    pub(crate) fn close_until(&self, now: i64) {
        self.close(now, |tx, ledger, at, _| (tx.ledger, tx.at) = (ledger, at));
    }

    /// `most`: transactions that this server puts into one answer.
    pub(crate) fn answer(&self, host: &Host, body: &[u8], most: usize) -> Result<Incoming, String> {
        let request: Json = serde_json::from_slice(body).unwrap();
        let (method, params) = (request["method"].as_str().unwrap(), &request["params"][0]);
        host.asked.borrow_mut().push(method.to_owned());
        let fault = host.wrong();
        let result = match method {
            "server_info" => self.server_info(fault),
            "ledger" => self.ledger(fault),
            "account_tx" => self.account_tx(host, fault, params, most),
            "tx" => self.tx(fault, params),
            "account_info" => json!({"account_data": {"Balance": "25000000", "Flags": 131_072},
                "validated": true, "status": "success"}),
            other => panic!("nobody asks rippled for {other}"),
        };
        spoil(fault, answer(200, &json!({ "result": result })))
    }

    fn server_info(&self, fault: Option<Fault>) -> Json {
        let known = self.known(fault);
        let network_id = u32::from(fault == Some(Fault::OtherNetwork));
        json!({"status": "success", "info": {
            "network_id": network_id,
            "complete_ledgers": format!("32570-40000,{}-{}", known.elder, known.latest),
            "validated_ledger": {"seq": known.latest},
        }})
    }

    fn ledger(&self, fault: Option<Fault>) -> Json {
        let known = self.known(fault);
        json!({"status": "success", "validated": true, "ledger_index": known.latest,
            "ledger": {"close_time": known.closed_at / 1_000 - RIPPLE_EPOCH_S}})
    }

    /// Pages in ascending order of ledgers, each page in no order at all.
    fn account_tx(&self, host: &Host, fault: Option<Fault>, params: &Json, most: usize) -> Json {
        let account = params["account"].as_str().unwrap();
        let index = |name: &str| u32::try_from(params[name].as_u64().unwrap()).unwrap();
        let (mut min, mut max) = (index("ledger_index_min"), index("ledger_index_max"));
        let mut known = self.known(fault);
        let clips = matches!(fault, Some(Fault::Clips(_) | Fault::ClipsTail(_)));
        match fault {
            Some(Fault::PagesLag(count) | Fault::ClipsTail(count)) => known.latest -= count,
            Some(Fault::Clips(elder)) => known.elder = elder.min(known.latest),
            _ => {}
        }
        if !clips && (min < known.elder || max > known.latest || min > max) {
            return json!({"status": "error", "error": "lgrIdxMalformed"});
        }
        (min, max) = (min.max(known.elder), max.min(known.latest));
        let told = self.told(fault, |tx| tx.ledger);
        let named = told.iter().filter(|tx| tx.from == account || tx.to == account);
        let (before, all): (Vec<&Tx>, Vec<&Tx>) =
            named.filter(|tx| tx.ledger <= max).partition(|tx| tx.ledger < min);
        let skipped = match params["marker"].as_object() {
            None => 0,
            Some(marker) => {
                assert_eq!(marker["server"], host.url, "a marker is of one server");
                usize::try_from(marker["seq"].as_u64().unwrap()).unwrap()
            }
        };
        let rest = all.get(skipped..).unwrap();
        let most = most.min(usize::try_from(params["limit"].as_u64().unwrap()).unwrap());
        let mut page: Vec<Json> = rest.iter().take(most).map(|tx| entry(tx)).collect();
        let whole = page.clone();
        let before: Vec<Json> = before.into_iter().map(entry).collect();
        spoil_page(fault, &mut page, &before);
        let lost = whole.iter().filter(|it| !page.contains(it));
        let key = |it: &Json| format!("main:{}", it["hash"].as_str().unwrap());
        self.hidden.borrow_mut().extend(lost.map(key));
        page.reverse();
        if fault == Some(Fault::Unvalidated) {
            page.iter_mut().for_each(|it| it["validated"] = json!(false));
        }
        let mut result = json!({"status": "success", "validated": true, "account": account,
            "ledger_index_min": min, "ledger_index_max": max, "limit": most,
            "transactions": page});
        if rest.len() > most {
            result["marker"] = json!({"server": host.url, "seq": skipped + most});
        }
        result
    }

    fn tx(&self, fault: Option<Fault>, params: &Json) -> Json {
        let hash = params["transaction"].as_str().unwrap();
        let told = self.told(fault, |tx| tx.ledger);
        if let Some(tx) = told.iter().find(|tx| tx.hash == hash) {
            let mut result = entry(tx);
            result["status"] = json!("success");
            return result;
        }
        match self.waiting(|tx| tx.hash == hash) {
            Some(tx) => {
                let mut result = entry(&tx);
                result["status"] = json!("success");
                result["validated"] = json!(false);
                result
            }
            None => json!({"status": "error", "error": "txnNotFound"}),
        }
    }
}

/// A transaction as version 2 of the API tells it.
fn entry(tx: &Tx) -> Json {
    let amount = |amount: i64| match tx.asset.split_once(':') {
        None => json!(amount.to_string()),
        Some((currency, issuer)) => {
            json!({"currency": currency, "issuer": issuer, "value": amount.to_string()})
        }
    };
    let mut body = json!({"TransactionType": tx.kind, "Account": tx.from, "Destination": tx.to,
        "DeliverMax": amount(tx.most), "Fee": "12", "ledger_index": tx.ledger});
    if let Some(tag) = tx.tag {
        body["DestinationTag"] = json!(tag);
    }
    let mut meta = json!({"TransactionResult": tx.result});
    if tx.result == "tesSUCCESS" {
        meta["delivered_amount"] = amount(tx.amount);
    }
    json!({"tx_json": body, "meta": meta, "hash": tx.hash, "ledger_index": tx.ledger,
        "close_time_iso": Instant::from_ms(tx.at).to_string(), "validated": true})
}
