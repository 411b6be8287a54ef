//! The merchant's brand colour, made legible on both themes (WCAG AA). Knows no page.
#![expect(clippy::float_arithmetic, reason = "colours are measured in fractions; money never is")]

/// Red, green, blue.
type Colour = [u8; 3];

const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];
/// `--card` of the dark theme, rounded up: what is legible on it is so on anything darker.
const DARK_CARD: Colour = [34, 37, 43];

/// Text needs 4.5; a little more holds after rounding.
const LEGIBLE: f64 = 4.6;

/// The second `<style>`: the accent and the text on it, for each theme. `None` for what is not
/// `#rrggbb`.
pub(super) fn style(accent: &str) -> Option<String> {
    let accent = parse(accent)?;
    let light = towards(accent, BLACK, WHITE);
    let dark = lit(accent);
    Some(format!(
        ":root{{--accent:{};--on-accent:#fff}}\
         @media(prefers-color-scheme:dark){{:root{{--accent:{};--on-accent:#000}}}}",
        print(light),
        print(dark),
    ))
}

/// The accent as a ground for white text, on any theme: mails have only one.
pub(super) fn on_white(accent: &str) -> Option<String> {
    Some(print(towards(parse(accent)?, BLACK, WHITE)))
}

/// Turns a colour's light up, hue and saturation kept, until it is legible on the dark card. White
/// comes in only where light alone is not enough, because it washes a colour out.
fn lit(colour: Colour) -> Colour {
    let brightest = colour.into_iter().max().unwrap_or_default().max(1);
    // No further than three times: what is almost black has no colour worth showing.
    let most = (255 * 32 / u16::from(brightest)).min(96);
    let turned = |parts: u16| {
        colour.map(|channel| u8::try_from(u16::from(channel) * parts / 32).unwrap_or(u8::MAX))
    };
    (32..=most)
        .map(turned)
        .find(|lit| contrast(*lit, DARK_CARD) >= LEGIBLE)
        .unwrap_or_else(|| towards(turned(most), WHITE, DARK_CARD))
}

/// Moves a colour towards another in small steps until it is legible on a ground.
fn towards(colour: Colour, goal: Colour, ground: Colour) -> Colour {
    (0..=32_u16)
        .map(|step| mix(colour, goal, step))
        .find(|mixed| contrast(*mixed, ground) >= LEGIBLE)
        .unwrap_or(goal)
}

/// `step` of 32 parts of the goal.
fn mix(colour: Colour, goal: Colour, step: u16) -> Colour {
    let channel = |from: u8, to: u8| {
        let sum = u16::from(from) * (32 - step) + u16::from(to) * step;
        u8::try_from(sum / 32).unwrap_or(u8::MAX)
    };
    let ([red, green, blue], [to_red, to_green, to_blue]) = (colour, goal);
    [channel(red, to_red), channel(green, to_green), channel(blue, to_blue)]
}

/// WCAG 2 contrast, 1 to 21.
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG 2 relative luminance, 0 to 1.
fn luminance([red, green, blue]: Colour) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn parse(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
    Some([channel(0)?, channel(2)?, channel(4)?])
}

fn print([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_brand_colour_is_legible_on_both_themes() {
        for code in (0..0x0100_0000_u32).step_by(4_999) {
            let [_, red, green, blue] = code.to_be_bytes();
            let light = towards([red, green, blue], BLACK, WHITE);
            let dark = lit([red, green, blue]);
            assert!(contrast(light, WHITE) >= 4.5, "{code:06x}: white on the button, light");
            assert!(contrast(dark, DARK_CARD) >= 4.5, "{code:06x}: as text on the dark card");
            assert!(contrast(dark, BLACK) >= 4.5, "{code:06x}: black on the button, dark");
        }
    }

    #[test]
    fn a_dark_brand_colour_keeps_its_chroma_on_the_dark_theme() {
        let spread = |colour: Colour| colour.iter().max().unwrap() - colour.iter().min().unwrap();
        for brand in [[0x7a, 0x4b, 0x2a], [0x2f, 0x6b, 0x4f], [0x0a, 0x25, 0x40]] {
            assert!(spread(lit(brand)) > spread(brand), "{brand:x?} became {:x?}", lit(brand));
        }
        assert!(spread(lit([0x10, 0, 0])) < 0x40, "almost black stays almost without colour");
    }

    #[test]
    fn a_colour_that_is_legible_stays_and_what_is_no_colour_is_passed_over() {
        assert_eq!(towards([0x1d, 0x4e, 0xd8], BLACK, WHITE), [0x1d, 0x4e, 0xd8]);
        for text in ["", "red", "#fff", "#12345g", "#+12345", "#1234567", "}body{}"] {
            assert_eq!(style(text), None, "{text:?}");
        }
    }
}
