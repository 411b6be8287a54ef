//! The two MD5s that seed 001 hangs on a return address. They prove nothing, and nothing of ours
//! believes them: whoever knows an id can make the first, and the second never changes (rulings
//! K12).

use md5::{Digest, Md5};

use crate::invoice::Status;

/// `return_id`: MD5 of token and id. Known only while a request carries the token.
pub fn return_id(token: &str, id: &str) -> String {
    md5(&[token, id])
}

/// `response`: MD5 of how it ended and id. `None` while nothing ended.
pub fn response(status: Status, id: &str) -> Option<String> {
    let word = match status {
        Status::Paid => "success",
        Status::Expired | Status::Cancelled => "failed",
        Status::Unpaid | Status::Pending | Status::PartiallyPaid => return None,
    };
    Some(md5(&[word, id]))
}

/// Of the texts, one behind the other, in lower-case hex.
fn md5(texts: &[&str]) -> String {
    Md5::digest(texts.concat().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 1321, A.5.
    #[test]
    fn it_is_the_md5_of_the_standard() {
        let suite = [
            ("", "d41d8cd98f00b204e9800998ecf8427e"),
            ("a", "0cc175b9c0f1b6a831c399e269772661"),
            ("abc", "900150983cd24fb0d6963f7d28e17f72"),
            ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
            ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
        ];
        for (text, digest) in suite {
            assert_eq!(md5(&[text]), digest, "{text}");
        }
    }

    /// The seed's own token and id, hashed by Python's hashlib.
    #[test]
    fn the_seeds_example_has_these_codes() {
        let id = "PR-000012457";
        let token = "spJA4nChfSPDRSkD-Znb6iw-2WGkDR37GyxZ-GZomUo";
        assert_eq!(return_id(token, id), "9aa9a8cafe5f78494b8fbea3807d559d");
        assert_eq!(response(Status::Paid, id).as_deref(), Some("4dc28dc5ea70ecea7aca23ec1e0c40d1"));
        for status in [Status::Expired, Status::Cancelled] {
            assert_eq!(response(status, id).as_deref(), Some("8870ce35c588c22c5fe8c7dd9c6e5462"));
        }
        for status in [Status::Unpaid, Status::Pending, Status::PartiallyPaid] {
            assert_eq!(response(status, id), None);
        }
    }
}
