//! `/api/v1/settlement`: where live money goes. Whoever can change that takes the money, so reading
//! and writing are one scope, which is in no key unless asked for.

use shared::address::read_settlement;
use shared::currency::Network;
use shared::draft::{FieldErrors, Fields, Text, limits};
use shared::json::Object;
use shared::key::Mode;
use shared::settlement::{self, Holding};

use crate::actions::change_settlement as action;
use crate::api::body;
use crate::app::{After, App};
use crate::fault::Fault;
use crate::gate::scope::SettlementWrite;
use crate::gate::{Asked, Call, Outcome, Reply};
use crate::store::settlement::{self as settlements, Record};

/// The ledgers, in the order in which they are told.
pub const NETWORKS: [Network; 2] = [Network::Stellar, Network::Xrpl];

/// `GET /api/v1/settlement`
pub async fn get(call: Call<SettlementWrite>) -> Outcome {
    let mut answers = call.load(vec![settlements::newest(&call.owner())]).await?;
    let records: Vec<_> = answers.rows().iter().filter_map(settlements::read).collect();
    Ok(Reply::new(200, out(&call, &records)))
}

/// `PUT /api/v1/settlement`: the address of one `network`. The first one holds at once, a change
/// after a day.
pub async fn put(call: Call<SettlementWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let (owner, app) = (call.owner(), &call.app);
    if owner.mode == Mode::Test {
        let text = "Test mode is paid in the sandbox, at addresses of its own. Use a live key.";
        return Err(Fault::WrongMode(text).into());
    }
    let wish = wish(app, &fields)?;
    let mut answers = call.load(action::load(&owner, &wish, app.now())).await?;
    let mut loaded = action::read(&mut answers, &owner)?;
    let said = action::ask(app, &wish).await;
    let (lease, known) = (app.token(), call.known());
    let who = [known.key_id.as_str(), &lease];
    let statements = action::set(app, &mut loaded, &owner, wish, said, who)?;
    let reply = Reply::new(200, out(&call, &loaded.records));
    call.save(reply.then(After::Send(lease)).heeding(&fields), statements).await
}

/// What is asked: an address of a ledger that this install works on.
fn wish(app: &App, fields: &Fields) -> Result<Holding, Fault> {
    let mut errors = FieldErrors::default();
    let network = fields.choice("network", &NETWORKS.map(Network::code));
    let network = errors.required("network", network);
    let text = errors.required("address", fields.text("address", Text::line(limits::NAME)));
    let network = Network::parse(network).ok_or(());
    let (Ok(network), Ok(())) = (network, errors.clone().or(())) else {
        return Err(Fault::Invalid(errors));
    };
    let ledgers = &app.settings.ledgers;
    let chain = ledgers.chain(network).ok_or_else(|| {
        let text = format!("This install is not set up for the {}.", network.name());
        Fault::Refused("network_not_configured", text)
    })?;
    let address = read_settlement(network, ledgers.is_test(network), &text);
    let address = address.map_err(|error| body::invalid("address", &error.to_string()))?;
    Ok(Holding { network, chain: chain.to_owned(), address, holds_from: app.now() })
}

/// How it stands on every ledger.
fn out(call: &Asked, records: &[Record]) -> String {
    let owner = call.owner();
    let now = call.app.now();
    let all: Vec<Holding> = records.iter().map(|record| record.holding.clone()).collect();
    let find = |held: Option<&Holding>| records.iter().find(|one| Some(&one.holding) == held);
    let ledgers = NETWORKS.map(|network| {
        let sandbox = action::in_test(&owner, network);
        let chain = sandbox.is_none().then(|| call.app.settings.ledgers.chain(network)).flatten();
        let held = chain.and_then(|chain| settlement::in_force(&all, network, chain, now));
        let waits = chain.and_then(|chain| settlement::pending(&all, network, chain, now));
        let mut out = Object::new();
        out.put("network", network.code())
            .put("chain", if sandbox.is_some() { Some("sandbox") } else { chain })
            .put("address", sandbox.or_else(|| held.map(|held| held.address.clone())))
            .put("pending", find(waits).map(pending_out));
        put_checked(&mut out, network, find(held));
        out
    });
    let mut out = Object::new();
    out.put("mode", owner.mode.code()).put("data", ledgers.as_slice());
    out.text()
}

fn pending_out(record: &Record) -> Object {
    let Holding { network, address, holds_from, .. } = &record.holding;
    let mut out = Object::new();
    out.put("address", address).put("holdsFrom", *holds_from);
    put_checked(&mut out, *network, Some(record));
    out
}

/// What the ledger says about an address, and when it was asked.
fn put_checked(out: &mut Object, network: Network, record: Option<&Record>) {
    let codes = record.map(|record| record.warnings.as_slice()).unwrap_or_default();
    let warning = |code: &String| {
        let mut out = Object::new();
        out.put("code", code).put("text", settlement::warning(network, code));
        out
    };
    out.put("warnings", codes.iter().map(warning).collect::<Vec<_>>())
        .put("checkedAt", record.and_then(|record| record.checked_at));
}
