//! One try of one delivery or mail: sign, POST, and what to write down about it.

use shared::json::Object;
use shared::time::{Instant, SECOND_MS};
use shared::webhook::{self, EventName};

use crate::app::{App, MailDoor};
use crate::platform::{Outgoing, Statement};
use crate::store::event::{self, Claimed, Tried};
use crate::store::mail::{self, ClaimedMail};

/// How long a receiver may take on the first try, and on later ones.
const TIMEOUT_FIRST_MS: i64 = 5 * SECOND_MS;
const TIMEOUT_MS: i64 = 10 * SECOND_MS;

/// How much of an answer is read, in bytes.
const ANSWER_BYTES_MAX: usize = 4_000;

/// How much of an answer is kept for the log, in characters.
const START_CHARS: usize = 500;

/// Tries a delivery once.
pub(super) async fn deliver(app: &App, lease: &str, claimed: Claimed) -> Statement {
    let started = app.now();
    let tries = claimed.tries + 1;
    let outcome = match request(app, &claimed, started) {
        Ok(request) => app.platform.fetch.ask(request).await,
        Err(problem) => Err(problem),
    };
    let ended = app.now();
    let (status, start, problem) = match outcome {
        Ok(answer) => {
            let good = (200..300).contains(&answer.status);
            let problem = (!good).then(|| format!("answered {}", answer.status));
            let text = String::from_utf8_lossy(&answer.body);
            let start: String = text.chars().take(START_CHARS).collect();
            (Some(answer.status), Some(start), problem)
        }
        Err(problem) => (None, None, Some(problem)),
    };
    let [dice] = app.platform.roll();
    let wait = problem.as_ref().and_then(|_| webhook::wait_ms(tries, dice));
    let tried = Tried {
        at: started,
        duration_ms: ended.ms() - started.ms(),
        status,
        start,
        next_at: wait.map(|wait| ended.plus_ms(wait)),
        problem,
    };
    event::finish(&claimed.id, lease, tries, &tried)
}

/// The signed request. The address is checked again at every try: rules get stricter.
fn request(app: &App, claimed: &Claimed, now: Instant) -> Result<Outgoing, String> {
    shared::url::parse_public(&claimed.url, app.reach())
        .map_err(|error| format!("the address {error}"))?;
    let seal = &app.settings.seal;
    let mut secrets = Vec::new();
    secrets.extend(seal.open(&claimed.secret));
    if claimed.old_until.is_some_and(|until| now < until) {
        secrets.extend(claimed.secret_old.as_ref().and_then(|old| seal.open(old)));
    }
    if secrets.is_empty() {
        return Err("the secret cannot be opened with this install's key".to_owned());
    }
    let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
    let body = claimed.body.as_bytes();
    let timeout_ms = if claimed.tries == 0 { TIMEOUT_FIRST_MS } else { TIMEOUT_MS };
    let mut headers = vec![
        ("content-type".to_owned(), "application/json".to_owned()),
        ("user-agent".to_owned(), "PayLinkr-Webhooks/1".to_owned()),
        ("webhook-id".to_owned(), claimed.event.clone()),
        ("webhook-timestamp".to_owned(), now.seconds().to_string()),
        (
            "webhook-signature".to_owned(),
            webhook::sign_standard(&secrets, &claimed.event, now, body),
        ),
        ("x-paylinkr-signature".to_owned(), webhook::sign_paylinkr(&secrets, now, body)),
    ];
    if claimed.name == EventName::PaymentSucceeded.code() {
        let newest = secrets.first().copied().unwrap_or_default();
        let signature = webhook::sign_payrequest(newest, body);
        headers.push(("x-payrequest-signature".to_owned(), signature));
    }
    Ok(Outgoing {
        url: claimed.url.clone(),
        headers,
        body: Some(claimed.body.clone().into_bytes()),
        deletes: false,
        timeout_ms,
        bytes_max: ANSWER_BYTES_MAX,
    })
}

/// Hands a mail to the sender once.
pub(super) async fn post_mail(
    app: &App,
    door: &MailDoor,
    lease: &str,
    claimed: ClaimedMail,
) -> Statement {
    let mail = &claimed.mail;
    let mut body = Object::new();
    body.put("from", format!("{} <{}>", plain_name(&mail.sender_name), door.from))
        .put("html", &mail.html)
        .put("reply_to", mail.reply_to.as_ref())
        .put("subject", &mail.subject)
        .put("text", &mail.text)
        .put("to", [&mail.recipient].as_slice());
    let outcome = app
        .platform
        .fetch
        .ask(Outgoing {
            url: door.url.clone(),
            headers: vec![
                ("authorization".to_owned(), format!("Bearer {}", door.key)),
                ("content-type".to_owned(), "application/json".to_owned()),
                // The sender's own key against sending twice, should our note of it be lost.
                ("idempotency-key".to_owned(), mail.id.clone()),
            ],
            body: Some(body.text().into_bytes()),
            deletes: false,
            timeout_ms: TIMEOUT_MS,
            bytes_max: ANSWER_BYTES_MAX,
        })
        .await;
    let problem = match outcome {
        Ok(answer) if (200..300).contains(&answer.status) => None,
        Ok(answer) => Some(format!("the mail sender answered {}", answer.status)),
        Err(problem) => Some(problem),
    };
    let now = app.now();
    let [dice] = app.platform.roll();
    let wait = problem.as_ref().and_then(|_| webhook::wait_ms(claimed.tries + 1, dice));
    let next_at = wait.map(|wait| now.plus_ms(wait));
    mail::finish(&claimed, lease, now, problem.as_deref(), next_at)
}

/// A merchant's name as it may stand before an address: nothing that could end it.
fn plain_name(name: &str) -> String {
    name.chars().filter(|letter| !"<>\"@,;:\\".contains(*letter)).collect()
}
