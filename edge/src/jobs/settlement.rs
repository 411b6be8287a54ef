//! Asks the ledgers once a day what they say about the addresses that merchants are paid at, and
//! keeps those watched that an open invoice still names. Decides nothing: it notes warnings.

use shared::time::DAY_MS;

use crate::actions::change_settlement::{ask, note};
use crate::app::App;
use crate::store::settlement as settlements;

/// Looks at the longest due, as many as the budget allows. When the database fails here, or nobody
/// answers, they are due again.
pub(super) async fn run(app: &App) {
    let (now, most) = (app.now(), app.settings.budget.settlements);
    let open = settlements::watch_open(now.plus_ms(DAY_MS), now.plus_ms(2 * DAY_MS));
    let batch = vec![settlements::to_check(now, most), open];
    let Ok(mut answers) = app.platform.sql.batch(batch).await else { return };
    let mut statements = Vec::new();
    for mut record in answers.rows().iter().filter_map(settlements::read) {
        let holding = &record.holding;
        let is_ours = app.settings.ledgers.chain(holding.network) == Some(&holding.chain);
        let said = if is_ours { ask(app, holding).await } else { None };
        note(&mut record, said, app.now());
        statements.push(settlements::save_check(&record));
    }
    if !statements.is_empty() {
        let _ = app.platform.sql.batch(statements).await;
    }
}
