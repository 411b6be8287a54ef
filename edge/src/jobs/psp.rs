//! Asks PSPs about payments that are open there: calls of theirs get lost, and nobody tells of a
//! payer who never comes back. What is open of an invoice that needs it no more is taken back.

use shared::psp::Psp;

use crate::actions::look_at_attempt::{access, look, read_claim};
use crate::app::App;
use crate::rails::psp as rail;
use crate::store::psp as accounts;
use crate::store::psp_attempt as attempts;

/// Looks at those whose turn it is, as many as the budget allows.
pub(super) async fn run(app: &App) {
    let (lease, most) = (app.token(), app.settings.budget.attempts);
    // When the database fails here, the lease runs out.
    let claim = attempts::claim_due(&lease, app.now(), most).to_vec();
    let Ok(mut answers) = app.platform.sql.batch(claim).await else { return };
    for mut held in read_claim(&mut answers) {
        look(app, &mut held, &lease, None).await;
    }
}

/// Looks at one: the PSP has called, or somebody waits.
pub(crate) async fn one(app: &App, id: &str) {
    let lease = app.token();
    let claim = attempts::claim_one(id, &lease, app.now()).to_vec();
    let Ok(mut answers) = app.platform.sql.batch(claim).await else { return };
    let Some(mut held) = read_claim(&mut answers).pop() else { return };
    let was_open = held.record.books.status.is_open();
    if !look(app, &mut held, &lease, Some(&lease)).await {
        return;
    }
    crate::outbox::send_held(app, &lease).await;
    let turned = was_open != held.record.books.status.is_open();
    if let Some(period) = held.record.period.filter(|_| turned) {
        super::bill_one(app, &period.subscription).await;
    }
}

/// A PSP has called about a payment that is not known. Where it says itself that it was begun for
/// an attempt of ours whose answer never came, it is that attempt's.
pub(crate) async fn unknown(app: &App, psp: Psp, token: &str, id: &str) {
    let load = vec![accounts::of_token(psp, token)];
    let Ok(mut answers) = app.platform.sql.batch(load).await else { return };
    let Some(account) = answers.row().as_ref().and_then(accounts::read) else { return };
    let Some(access) = access(app, &account) else { return };
    let Ok(said) = rail::fetch(app, &access, id).await else { return };
    let Some(attempt) = said.attempt else { return };
    let adopt = attempts::adopt(&account.owner, psp, &attempt, id, app.now());
    if let Ok(mut answers) = app.platform.sql.batch(vec![adopt]).await
        && answers.row().is_some()
    {
        one(app, &attempt).await;
    }
}
