//! Pictures: fetched once, judged by their bytes, kept by their hash, served so that nothing in
//! them can do anything.

use std::rc::Rc;

use edge::actions::keep_image::{self, IMAGE_BYTES_MAX, ImageProblem};
use edge::platform::{Incoming, Outgoing};
use futures::executor::block_on;
use shared::picture::PictureError;
use shared::url::UrlError;

use crate::support::World;

const PNG: &[u8] = include_bytes!("../../../tests/support/pictures/plain.png");
const JPEG: &[u8] = include_bytes!("../../../tests/support/pictures/progressive.jpg");
const WEBP: &[u8] = include_bytes!("../../../tests/support/pictures/alpha.webp");

/// `sha256sum tests/support/pictures/*`.
const PNG_HASH: &str = "51b7b52fb329291d2d4ea5a4785bbc0a576b887decfe77c0242b2b90868fa2c2";
const JPEG_HASH: &str = "6bd0572bccb04e5ec4246115e5ebc06d26f954fb693a5d677a59b023b1b4ca69";
const WEBP_HASH: &str = "4d73824e29a952983e5a97a61aa86031bd1775e572a5eec7e92969cc44c11228";

const URL: &str = "https://img.example.com/oak.png";

fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Incoming {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Incoming { status, headers: headers.collect(), body: body.to_owned() }
}

fn picture(body: &[u8]) -> Incoming {
    answer(200, &[("content-type", "image/png")], body)
}

fn leads(status: u16, location: &str) -> Incoming {
    answer(status, &[("location", location)], b"<a>moved</a>")
}

/// Keeps what these answers, in this order, give.
fn keep(world: &World, answers: Vec<Incoming>) -> Result<String, ImageProblem> {
    world.fetch.answers.borrow_mut().extend(answers.into_iter().map(Ok));
    block_on(keep_image::keep(&world.app, URL))
}

fn asked(world: &World) -> Vec<String> {
    world.fetch.sent.borrow().iter().map(|one| one.url.clone()).collect()
}

/// What a merchant reads when this address is asked for a picture.
fn refused(url: &str) -> String {
    let world = World::new();
    let said = block_on(keep_image::keep(&world.app, url)).unwrap_err().to_string();
    assert!(asked(&world).is_empty(), "{url} was asked");
    said
}

#[test]
fn a_picture_is_fetched_once_and_served_as_it_came() {
    for (bytes, name, media) in [
        (PNG, format!("{PNG_HASH}.png"), "image/png"),
        (JPEG, format!("{JPEG_HASH}.jpg"), "image/jpeg"),
        (WEBP, format!("{WEBP_HASH}.webp"), "image/webp"),
    ] {
        let world = World::new();
        assert_eq!(keep(&world, vec![picture(bytes)]), Ok(name.clone()));
        assert_eq!(asked(&world), [URL]);
        world.sql.calls();
        let shown = world.get(&format!("/img/{name}")).without("authorization").send();
        assert_eq!((shown.status, shown.response.body.as_slice()), (200, bytes));
        for (header, value) in [
            ("content-type", media),
            ("cache-control", "public, max-age=31536000, immutable"),
            ("content-security-policy", "default-src 'none'; sandbox"),
            ("x-content-type-options", "nosniff"),
        ] {
            assert_eq!(shown.header(header), Some(value), "{header}");
        }
        assert_eq!(world.sql.calls(), 0, "the database is not asked");
        assert_eq!(asked(&world).len(), 1, "nobody else is asked");
    }
}

#[test]
fn our_pages_may_show_our_pictures_and_no_others() {
    let world = World::new();
    let page = world.get(&format!("/pay/{}", world.invoice(serde_json::json!({})).get("publicId")));
    let policy = page.send().header("content-security-policy").unwrap().to_owned();
    assert!(policy.contains("img-src 'self' data:;"), "{policy}");
}

#[test]
fn what_a_server_says_of_its_bytes_makes_no_difference() {
    let world = World::new();
    for media in ["text/html", "image/svg+xml", "application/octet-stream", "image/jpeg"] {
        let headers = [("content-type", media), ("content-length", "5")];
        assert_eq!(keep(&world, vec![answer(200, &headers, PNG)]), Ok(format!("{PNG_HASH}.png")));
    }
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for bytes in [svg.as_slice(), b"GIF89a\x01\x00\x01\x00", b"<!doctype html>", b""] {
        let problem = ImageProblem::Picture(PictureError::OtherFormat);
        assert_eq!(keep(&world, vec![picture(bytes)]), Err(problem.clone()));
        assert_eq!(problem.to_string(), "The image is not a PNG, JPEG or WebP picture.");
    }
    assert_eq!(world.kv.kept.borrow().len(), 1);
}

#[test]
fn the_same_picture_twice_is_one() {
    let world = World::new();
    let first = keep(&world, vec![picture(PNG)]);
    assert_eq!(keep(&world, vec![leads(302, "/other.png"), picture(PNG)]), first);
    assert_eq!(world.kv.kept.borrow().len(), 1);
    keep(&world, vec![picture(JPEG)]).unwrap();
    assert_eq!(world.kv.kept.borrow().len(), 2);
}

#[test]
fn one_megabyte_is_kept_and_one_byte_more_is_not() {
    let world = World::new();
    let of = |bytes: usize| {
        let mut body = PNG.to_vec();
        body.resize(bytes, 0);
        picture(&body)
    };
    assert!(keep(&world, vec![of(IMAGE_BYTES_MAX)]).is_ok());
    let problem = keep(&world, vec![of(IMAGE_BYTES_MAX + 1)]).unwrap_err();
    assert_eq!(problem.to_string(), "The image is larger than 1 MB.");
    assert_eq!(IMAGE_BYTES_MAX, 1_048_576);
    // No more than that is read of any answer.
    let sent = world.fetch.sent.borrow();
    assert!(sent.iter().all(|one| one.bytes_max == IMAGE_BYTES_MAX + 1));
}

#[test]
fn a_picture_too_large_to_look_at_is_not_kept() {
    let world = World::new();
    let mut huge = PNG.to_vec();
    huge[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
    let problem = keep(&world, vec![picture(&huge)]).unwrap_err();
    assert_eq!(problem.to_string(), "The image has more than 40 megapixels.");
    assert!(world.kv.kept.borrow().is_empty());
}

#[test]
fn addresses_that_are_not_public_are_not_asked() {
    let begin = "The image could not be fetched: its address must";
    for (url, wanted) in [
        ("http://img.example.com/a.png", "begin with https://."),
        ("data:image/png;base64,iVBORw0KGgo=", "begin with https://."),
        ("file:///etc/passwd", "begin with https://."),
        ("https://127.0.0.1/a.png", "have a public host name, not an address or a local name."),
        ("https://[::1]/a.png", "have a public host name, not an address or a local name."),
        ("https://169.254.169.254/", "have a public host name, not an address or a local name."),
        ("https://db.internal/a.png", "have a public host name, not an address or a local name."),
        ("https://img.example.com:8443/", "use the standard port."),
        ("https://a:b@img.example.com/", "not contain a user name or password."),
        ("/a.png", "be an absolute URL such as https://example.com/hook."),
    ] {
        assert_eq!(refused(url), format!("{begin} {wanted}"), "{url}");
    }
}

#[test]
fn a_server_may_lead_on_three_times() {
    let world = World::new();
    let first = vec![
        leads(301, "//cdn.example.com/a/b.png?w=1"),
        leads(307, "c.png"),
        leads(308, "https://img.example.org/d.png"),
        picture(PNG),
    ];
    assert!(keep(&world, first).is_ok());
    let wanted = [
        URL,
        "https://cdn.example.com/a/b.png?w=1",
        "https://cdn.example.com/a/c.png",
        "https://img.example.org/d.png",
    ];
    assert_eq!(asked(&world), wanted);
    let world = World::new();
    let problem = keep(&world, vec![leads(302, URL); 5]).unwrap_err();
    let wanted = "The image could not be fetched: the server leads on more than 3 times.";
    assert_eq!(problem.to_string(), wanted);
    assert_eq!(asked(&world).len(), 4);
}

#[test]
fn a_server_cannot_lead_to_where_we_would_not_go_ourselves() {
    for (location, error) in [
        ("http://img.example.com/oak.png", UrlError::NotHttps),
        ("https://127.0.0.1/", UrlError::NotPublic),
        ("https://2130706433/", UrlError::NotPublic),
        ("//localhost/", UrlError::NotPublic),
        ("https://[fd00::1]/", UrlError::NotPublic),
        ("//metadata.internal/computeMetadata", UrlError::NotPublic),
        ("https://img.example.com:6379/", UrlError::Port),
        ("https://a@img.example.com/", UrlError::Credentials),
        ("data:image/png;base64,iVBORw0KGgo=", UrlError::NotHttps),
        ("javascript:alert(1)", UrlError::NotHttps),
        ("https:\\\\127.0.0.1/", UrlError::NotAUrl),
    ] {
        let world = World::new();
        let problem = keep(&world, vec![leads(302, location), picture(PNG)]).unwrap_err();
        assert_eq!(problem, ImageProblem::LedTo(error), "{location}");
        assert_eq!(asked(&world), [URL], "{location}");
        assert!(world.kv.kept.borrow().is_empty());
    }
    let said = ImageProblem::LedTo(UrlError::NotHttps).to_string();
    let wanted = "The image could not be fetched: the server leads on to an address, which must \
                  begin with https://.";
    assert_eq!(said, wanted);
}

#[test]
fn an_answer_that_is_not_200_is_told() {
    let world = World::new();
    for status in [204, 206, 304, 401, 403, 404, 410, 429, 500, 503] {
        let problem = keep(&world, vec![answer(status, &[], PNG)]).unwrap_err();
        let wanted = format!("The image could not be fetched: the server answered {status}.");
        assert_eq!(problem.to_string(), wanted);
    }
    // One that leads on, but says not where.
    assert_eq!(keep(&world, vec![answer(302, &[], PNG)]), Err(ImageProblem::Status(302)));
    assert!(world.kv.kept.borrow().is_empty());
}

#[test]
fn a_server_that_does_not_answer_is_told() {
    let world = World::new();
    let silence = Err("no answer within 8000 ms".to_owned());
    world.fetch.answers.borrow_mut().push_back(silence);
    let problem = keep(&world, Vec::new()).unwrap_err();
    let wanted = "The image could not be fetched: the server did not answer in time.";
    assert_eq!(problem.to_string(), wanted);
}

#[test]
fn slow_servers_have_eight_seconds_together() {
    let world = World::new();
    let clock = world.clock.clone();
    let slow = move |_: &Outgoing| {
        clock.0.set(clock.0.get().plus_ms(3_000));
        Some(Ok(leads(302, URL)))
    };
    *world.fetch.server.borrow_mut() = Some(Box::new(slow));
    assert_eq!(keep(&world, Vec::new()), Err(ImageProblem::NoAnswer));
    let sent = world.fetch.sent.borrow();
    let timeouts: Vec<i64> = sent.iter().map(|one| one.timeout_ms).collect();
    assert_eq!(timeouts, [8_000, 5_000, 2_000]);
}

#[test]
fn a_picture_that_cannot_be_kept_is_told_and_logged() {
    let world = World::new();
    let broken = || "KV PUT failed: 429 Too Many Requests".to_owned();
    world.kv.failures.borrow_mut().push_back(broken());
    let problem = keep(&world, vec![picture(PNG)]).unwrap_err();
    assert_eq!(problem.to_string(), "The image could not be kept. Save it again later.");
    assert!(world.log.0.borrow()[0].contains("429"), "{:?}", world.log.0);
    // Somebody else kept it a moment ago, and it may not be written again so soon.
    keep(&world, vec![picture(PNG)]).unwrap();
    world.kv.failures.borrow_mut().push_back(broken());
    assert_eq!(keep(&world, vec![picture(PNG)]), Ok(format!("{PNG_HASH}.png")));
}

#[test]
fn only_names_of_pictures_reach_what_is_kept() {
    let world = World::new();
    let kept = Rc::clone(&world.kv);
    let hash = PNG_HASH;
    for name in [hash, "x.png", "..%2Fx.png", "%00", "", &format!("{hash}.svg")] {
        kept.kept.borrow_mut().insert(name.to_owned(), PNG.to_vec());
        kept.failures.borrow_mut().push_back("was asked".to_owned());
        assert_eq!(world.get(&format!("/img/{name}")).send().status, 404, "{name}");
        assert!(kept.failures.borrow_mut().pop_front().is_some(), "{name} was looked for");
    }
    let missing = world.get(&format!("/img/{hash}.png")).send();
    assert_eq!((missing.status, missing.header("cache-control")), (404, Some("no-store")));
    kept.failures.borrow_mut().push_back("KV GET failed: 500".to_owned());
    let broken = world.get(&format!("/img/{hash}.png")).send();
    assert_eq!((broken.status, broken.header("cache-control")), (500, Some("no-store")));
    assert!(!broken.text.contains("KV"), "{}", broken.text);
    assert_eq!(world.post(&format!("/img/{hash}.png")).send().status, 405);
}
