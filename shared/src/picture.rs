//! What kind of picture some bytes are, and whether it is too large to look at: by the bytes alone,
//! whatever a server says of them. Decodes nothing.

use std::fmt;

/// The most pixels that a picture may have: what decodes to more is a burden on a payer's phone.
pub const PIXELS_MAX: u64 = 40_000_000;

/// The kinds that every browser draws and that cannot hold a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// PNG (ISO/IEC 15948).
    Png,
    /// JPEG (ITU-T T.81).
    Jpeg,
    /// WebP (RFC 9649).
    WebP,
}

impl Format {
    const ALL: [Format; 3] = [Format::Png, Format::Jpeg, Format::WebP];

    /// How the names of its files end.
    pub const fn ending(self) -> &'static str {
        match self {
            Format::Png => "png",
            Format::Jpeg => "jpg",
            Format::WebP => "webp",
        }
    }

    /// Its media type.
    pub const fn media(self) -> &'static str {
        match self {
            Format::Png => "image/png",
            Format::Jpeg => "image/jpeg",
            Format::WebP => "image/webp",
        }
    }
}

/// Why bytes are no picture that we keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureError {
    /// None of the formats, or a broken one.
    OtherFormat,
    /// More than [`PIXELS_MAX`].
    TooManyPixels,
}

impl fmt::Display for PictureError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            PictureError::OtherFormat => "is not a PNG, JPEG or WebP picture",
            PictureError::TooManyPixels => "has more than 40 megapixels",
        })
    }
}

/// The format of a picture whose first bytes are whole.
///
/// # Errors
/// A [`PictureError`].
pub fn read(bytes: &[u8]) -> Result<Format, PictureError> {
    let sizes =
        [(Format::Png, png(bytes)), (Format::Jpeg, jpeg(bytes)), (Format::WebP, webp(bytes))];
    let found = sizes.into_iter().find_map(|(format, size)| size.map(|size| (format, size)));
    let (format, (width, height)) = found.ok_or(PictureError::OtherFormat)?;
    match u64::from(width) * u64::from(height) {
        0 => Err(PictureError::OtherFormat),
        pixels if pixels > PIXELS_MAX => Err(PictureError::TooManyPixels),
        _ => Ok(format),
    }
}

/// The name of a picture with this SHA-256.
pub fn name(hash: &[u8; 32], format: Format) -> String {
    let mut name: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    name.push('.');
    name.push_str(format.ending());
    name
}

/// What is served under a name, if [`name`] can have made it.
pub fn of_name(name: &str) -> Option<Format> {
    let (hash, ending) = name.split_once('.')?;
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let named = hash.len() == 64 && hash.bytes().all(hex);
    Format::ALL.into_iter().find(|format| named && format.ending() == ending)
}

type Size = (u32, u32);

/// The signature, then the chunk IHDR, which is the first and 13 bytes long (5.2, 11.2.1).
fn png(bytes: &[u8]) -> Option<Size> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")?;
    let (width, rest) = rest.split_first_chunk()?;
    let (height, _) = rest.split_first_chunk()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

/// Segments up to that of the frame (B.1.1, B.2.2).
fn jpeg(bytes: &[u8]) -> Option<Size> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        rest = rest.strip_prefix(b"\xff")?;
        // Any number of 0xFF may stand before a marker.
        while let Some(filled) = rest.strip_prefix(b"\xff") {
            rest = filled;
        }
        let (marker, behind) = rest.split_first()?;
        match marker {
            // A marker that stands alone.
            0x01 => rest = behind,
            // The scan, the end, or what cannot stand before a frame.
            0x00 | 0xd0..=0xda => return None,
            0xc4 | 0xc8 | 0xcc => rest = after_segment(behind)?,
            0xc0..=0xcf => {
                let (_, frame) = behind.split_at_checked(3)?;
                let (height, frame) = frame.split_first_chunk()?;
                let (width, _) = frame.split_first_chunk()?;
                let size = |bytes: &[u8; 2]| u32::from(u16::from_be_bytes(*bytes));
                return Some((size(width), size(height)));
            }
            _ => rest = after_segment(behind)?,
        }
    }
}

/// What stands behind a segment, whose length counts itself.
fn after_segment(bytes: &[u8]) -> Option<&[u8]> {
    let length = usize::from(u16::from_be_bytes(*bytes.first_chunk()?));
    bytes.get(length..).filter(|_| length >= 2)
}

/// The first chunk of the file says the size, in one of three ways (RFC 9649, 2.5 to 2.7).
fn webp(bytes: &[u8]) -> Option<Size> {
    let rest = bytes.strip_prefix(b"RIFF")?.split_at_checked(4)?.1.strip_prefix(b"WEBP")?;
    let (kind, rest) = rest.split_first_chunk::<4>()?;
    let (_, chunk) = rest.split_at_checked(4)?;
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
    match kind {
        b"VP8 " => {
            let frame = chunk.split_at_checked(3)?.1.strip_prefix(b"\x9d\x01\x2a")?;
            let size = |at: usize| frame.get(at..at + 2).map(|side| number(side) & 0x3fff);
            Some((size(0)?, size(2)?))
        }
        b"VP8L" => {
            let bits = number(chunk.strip_prefix(b"\x2f")?.get(..4)?);
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((number(chunk.get(4..7)?) + 1, number(chunk.get(7..10)?) + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = include_bytes!("../../tests/support/pictures/plain.png");
    const JPEG: &[u8] = include_bytes!("../../tests/support/pictures/baseline.jpg");
    const PROGRESSIVE: &[u8] = include_bytes!("../../tests/support/pictures/progressive.jpg");
    const LOSSY: &[u8] = include_bytes!("../../tests/support/pictures/lossy.webp");
    const LOSSLESS: &[u8] = include_bytes!("../../tests/support/pictures/lossless.webp");
    const ALPHA: &[u8] = include_bytes!("../../tests/support/pictures/alpha.webp");

    /// A PNG that says it has this size.
    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let (width, height) = (width.to_be_bytes(), height.to_be_bytes());
        [b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".as_slice(), &width, &height].concat()
    }

    /// A JPEG with these segments before its frame, which says 300 x 257.
    fn jpeg_after(segments: &[u8]) -> Vec<u8> {
        let frame = b"\xff\xc0\x00\x11\x08\x01\x01\x01\x2c".as_slice();
        [b"\xff\xd8".as_slice(), segments, frame].concat()
    }

    #[test]
    fn pictures_of_three_formats_are_known_with_their_size() {
        for (bytes, size, format) in [
            (PNG, png as fn(&[u8]) -> Option<Size>, Format::Png),
            (JPEG, jpeg, Format::Jpeg),
            (PROGRESSIVE, jpeg, Format::Jpeg),
            (LOSSY, webp, Format::WebP),
            (LOSSLESS, webp, Format::WebP),
            (ALPHA, webp, Format::WebP),
        ] {
            assert_eq!(size(bytes), Some((300, 257)), "{format:?}");
            assert_eq!(read(bytes), Ok(format));
        }
    }

    #[test]
    fn everything_else_is_no_picture() {
        let cut = |bytes: &[u8]| bytes[..20].to_vec();
        for bytes in [
            b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".to_vec(),
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(),
            b"<!doctype html><script>alert(1)</script>".to_vec(),
            b"%PDF-1.7".to_vec(),
            b"BM6\x00\x00\x00".to_vec(),
            b"\x00\x00\x00\x20ftypavif".to_vec(),
            Vec::new(),
            cut(PNG),
            cut(JPEG),
            cut(LOSSY),
            [b" ".as_slice(), PNG].concat(),
            [b"RIFF\x24\x00\x00\x00WAVE".as_slice(), &LOSSY[12..]].concat(),
            png_of(0, 5),
            png_of(5, 0),
        ] {
            assert_eq!(read(&bytes), Err(PictureError::OtherFormat), "{bytes:?}");
        }
    }

    #[test]
    fn a_picture_of_more_than_40_megapixels_is_refused() {
        assert_eq!(read(&png_of(8_000, 5_000)), Ok(Format::Png));
        for (width, height) in [(8_000, 5_001), (u32::MAX, u32::MAX), (1, 40_000_001)] {
            assert_eq!(read(&png_of(width, height)), Err(PictureError::TooManyPixels));
        }
        let mut canvas = ALPHA.to_vec();
        canvas[24..30].copy_from_slice(&[0xff; 6]);
        assert_eq!(webp(&canvas), Some((1 << 24, 1 << 24)));
        assert_eq!(read(&canvas), Err(PictureError::TooManyPixels));
    }

    #[test]
    fn a_jpeg_is_read_up_to_its_frame_and_no_further() {
        let size = Some((300, 257));
        assert_eq!(jpeg(&jpeg_after(b"")), size);
        assert_eq!(jpeg(&jpeg_after(b"\xff\xff\xff\xe0\x00\x03x\xff\x01\xff\xc4\x00\x02")), size);
        // A length that leads beyond the end, one that counts not even itself, a scan, no marker.
        for segments in [b"\xff\xe0\xff\xff".as_slice(), b"\xff\xe0\x00\x01x", b"\xff\xda", b"x"] {
            assert_eq!(jpeg(&jpeg_after(segments)), None, "{segments:?}");
        }
    }

    #[test]
    fn a_name_is_64_hexadecimal_digits_and_the_formats_ending() {
        for format in Format::ALL {
            assert_eq!(of_name(&name(&[0xa7; 32], format)), Some(format));
        }
        let hash = "0f".repeat(32);
        assert_eq!(name(&[0x0f; 32], Format::Jpeg), format!("{hash}.jpg"));
        for wrong in [
            hash.clone(),
            format!("{hash}."),
            format!("{hash}.jpeg"),
            format!("{hash}.svg"),
            format!("{hash}.png.png"),
            format!("{hash}0.png"),
            format!("{}.png", &hash[1..]),
            format!("{}.png", hash.to_uppercase()),
            format!("{}.png", "g".repeat(64)),
            format!("../{hash}.png"),
            "img.png".to_owned(),
            String::new(),
        ] {
            assert_eq!(of_name(&wrong), None, "{wrong}");
        }
    }
}
