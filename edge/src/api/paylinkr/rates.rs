//! `/api/v1/rates`: the prices in use and why a source was dropped; `/api/v1/test/rates`: what the
//! scripted sources of test mode say.

use shared::currency::{Asset, Fiat};
use shared::draft::{FieldErrors, Fields};
use shared::json::Object;
use shared::key::Mode;
use shared::price::{Decision, FRESH_MS, Pair, Script, Source, read_price};
use shared::time::Instant;

use super::wire::{data_out, percentage};
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::{InvoicesRead, TestWrite};
use crate::gate::{Asked, Call, Outcome, Reply};
use crate::store::{merchant, rate};

/// A pair; its price is null where there is none that can be used now.
fn rate_out(one: &Decision, spread_bps: i64, now: Instant) -> Object {
    let fresh = one.price.as_ref().ok().filter(|it| now.ms() - it.at.ms() <= FRESH_MS);
    let used = one.samples.iter().filter(|(_, reason)| fresh.is_some() && reason.is_none());
    let dropped = one.samples.iter().filter_map(|(sample, reason)| {
        let mut out = Object::new();
        out.put("source", sample.source.code())
            .put("reason", (*reason)?.code())
            .put("price", sample.said.ok().map(|price| price.to_string()))
            .put("at", sample.at);
        Some(out)
    });
    let problem = match &one.price {
        Err(refusal) => Some(refusal.code()),
        Ok(_) if fresh.is_none() => Some("stale"),
        Ok(_) => None,
    };
    let mut out = Object::new();
    out.put("asset", one.pair.asset.code())
        .put("currency", one.pair.fiat.code())
        .put("price", fresh.map(|price| price.value.to_string()))
        .put("at", fresh.map(|price| price.at))
        .put("sources", used.map(|(sample, _)| sample.source.code()).collect::<Vec<_>>())
        .put("dropped", dropped.collect::<Vec<_>>())
        .put_some("problem", problem)
        .put("spread", percentage(spread_bps));
    out
}

/// `GET /api/v1/rates`: all pairs, in the key's mode. Empty before the sources were first asked.
pub async fn list(call: Call<InvoicesRead>) -> Outcome {
    let (known, now) = (call.known(), call.now());
    let decisions = match known.owner.mode {
        Mode::Test => {
            call.load(Vec::new()).await?;
            scripted(&known.script, now)
        }
        Mode::Live => {
            let mut answers = call.load(vec![rate::report(now)]).await?;
            answers.row().as_ref().map(rate::read_report).unwrap_or_default()
        }
    };
    Ok(Reply::new(200, out(&call, &decisions)))
}

fn scripted(script: &Script, now: Instant) -> Vec<Decision> {
    Pair::all().map(|pair| script.decide(pair, now)).collect()
}

fn out(call: &Asked, decisions: &[Decision]) -> String {
    let spread_bps = call.known().spread_bps;
    let rates = decisions.iter().map(|one| rate_out(one, spread_bps, call.now()));
    data_out(&rates.collect::<Vec<_>>())
}

/// `POST /api/v1/test/rates`: `asset`, `currency` and three `prices` (null: that source is silent),
/// or `reset`.
pub async fn script(call: Call<TestWrite>) -> Outcome {
    let owner = call.owner();
    if owner.mode != Mode::Test {
        return Err(Fault::WrongMode("This works with test keys only.").into());
    }
    let fields = body::json_fields(&call.request)?;
    let change = change(&fields).map_err(Fault::Invalid)?;
    let mut answers = call.load(vec![merchant::load(&owner)]).await?;
    let row = answers.row().ok_or(Fault::Missing("merchant"))?;
    let version = merchant::read_mode(&row).version;
    let mut script = merchant::read(&row).script;
    match change {
        Some((pair, said)) => script.set(pair, said),
        None => script = Script::default(),
    }
    let reply = Reply::new(200, out(&call, &scripted(&script, call.now()))).heeding(&fields);
    let statements =
        vec![merchant::assert_version(&owner, version), rate::save_script(&owner, &script)];
    call.save(reply, statements).await
}

type Said = [Option<rust_decimal::Decimal>; Source::SANDBOX.len()];

/// What is to be said of a pair; `None`: everything is as it was at first.
fn change(fields: &Fields) -> Result<Option<(Pair, Said)>, FieldErrors> {
    let mut errors = FieldErrors::default();
    if errors.optional("reset", fields.flag("reset")) == Some(true) {
        return errors.or(None);
    }
    let asset = fields.choice("asset", &Asset::ON_LEDGERS.map(Asset::code));
    let asset = Asset::parse(errors.required("asset", asset));
    let fiat = fields.choice("currency", &Fiat::ALL.map(Fiat::code));
    let fiat = Fiat::parse(errors.required("currency", fiat));
    let texts = errors.required("prices", fields.numbers("prices"));
    let said = said(&texts);
    if said.is_none() && !texts.is_empty() {
        errors.add("prices", "must be three prices above 0 such as \"0.92\", or null for silence");
    }
    let pair = asset.zip(fiat).map(|(asset, fiat)| Pair { asset, fiat });
    errors.or(pair.zip(said))
}

fn said(texts: &[Option<String>]) -> Option<Said> {
    let read = |text: &Option<String>| match text {
        Some(text) => read_price(text).map(Some),
        None => Some(None),
    };
    let prices: Option<Vec<_>> = texts.iter().map(read).collect();
    prices?.try_into().ok()
}
