//! The picture of people who have none: a dandelion seed on a calm colour. Pages can draw initials
//! over it; other pods need a file.

use super::prepare::squares;
use super::scale::Pixels;
use super::{Avatar, Kind};
use crate::base::Guid;

/// Calm colours on which white stands out.
const COLOURS: [[u8; 3]; 12] = [
    [0x5B, 0x7D, 0x8C],
    [0x6A, 0x8E, 0x6B],
    [0x8C, 0x6F, 0x8E],
    [0xA3, 0x73, 0x5E],
    [0x5F, 0x85, 0x7E],
    [0x7A, 0x78, 0xA6],
    [0xA0, 0x6B, 0x7A],
    [0x85, 0x86, 0x56],
    [0x4F, 0x7C, 0xA1],
    [0x94, 0x7B, 0x4F],
    [0x6E, 0x75, 0x82],
    [0x5E, 0x8C, 0x9E],
];
/// The side of the drawing, three times that of the largest file, so that edges come out smooth.
const SIDE: i64 = 900;
/// Where the hairs spread.
const HEART: (i64, i64) = (450, 430);
/// Hairs and stalk as directions of length 1000, for a seed that stands upright.
const HAIRS: [(i64, i64); 9] = [
    (-940, -342),
    (-766, -643),
    (-530, -848),
    (-270, -963),
    (0, -1000),
    (270, -963),
    (530, -848),
    (766, -643),
    (940, -342),
];
/// Sine and cosine, in thousandths, of the angles a seed may lean at.
const LEANS: [(i64, i64); 5] = [(-342, 940), (-174, 985), (0, 1000), (174, 985), (342, 940)];

/// The picture that stands for a person, always the same for the same guid. PNG.
pub fn placeholder(guid: &Guid) -> Avatar {
    let seed = guid
        .as_str()
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    let seed = usize::try_from(seed >> 33).unwrap_or(0);
    let colour = COLOURS.get(seed % COLOURS.len()).copied().unwrap_or_default();
    let lean = LEANS.get(seed / COLOURS.len() % LEANS.len()).copied().unwrap_or((0, 1000));
    let large = Drawing::seed(colour, lean);
    squares(&large, Kind::Png, None).expect("a drawing of our own can be encoded")
}

struct Drawing(Vec<u8>);

impl Drawing {
    fn seed(colour: [u8; 3], lean: (i64, i64)) -> Pixels {
        let side = u32::try_from(SIDE).unwrap_or(0);
        let pixels = usize::try_from(SIDE * SIDE).unwrap_or(0);
        let mut drawing = Self(colour.iter().copied().cycle().take(pixels * 3).collect());
        for hair in HAIRS {
            let tip = from_heart(leaning(hair, lean), 250);
            drawing.line(HEART, tip, 5);
            drawing.line(tip, tip, 15);
        }
        let down = leaning((0, 1000), lean);
        drawing.line(HEART, from_heart(down, 250), 7);
        drawing.line(from_heart(down, 240), from_heart(down, 320), 22);
        drawing.line(HEART, HEART, 16);
        let full = Pixels { data: drawing.0, width: side, height: side, channels: 3 };
        full.scaled(full.area(), 300, 300)
    }

    /// A white line with round ends; a point if both ends are the same.
    fn line(&mut self, a: (i64, i64), b: (i64, i64), radius: i64) {
        for y in a.1.min(b.1) - radius..=a.1.max(b.1) + radius {
            for x in a.0.min(b.0) - radius..=a.0.max(b.0) + radius {
                let inside = (0..SIDE).contains(&x) && (0..SIDE).contains(&y) && covers(a, b, radius, (x, y));
                let at = usize::try_from((y * SIDE + x) * 3).unwrap_or(usize::MAX);
                if inside && let Some(pixel) = self.0.get_mut(at..at + 3) {
                    pixel.fill(0xF7);
                }
            }
        }
    }
}

fn leaning((x, y): (i64, i64), (sine, cosine): (i64, i64)) -> (i64, i64) {
    ((x * cosine - y * sine) / 1000, (x * sine + y * cosine) / 1000)
}

fn from_heart((x, y): (i64, i64), length: i64) -> (i64, i64) {
    (HEART.0 + x * length / 1000, HEART.1 + y * length / 1000)
}

/// Whether a point is within `radius` of the line from `a` to `b`.
fn covers(a: (i64, i64), b: (i64, i64), radius: i64, p: (i64, i64)) -> bool {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (px, py) = (p.0 - a.0, p.1 - a.1);
    let length = dx * dx + dy * dy;
    let along = px * dx + py * dy;
    if along <= 0 {
        return px * px + py * py <= radius * radius;
    }
    if along >= length {
        return (p.0 - b.0).pow(2) + (p.1 - b.1).pow(2) <= radius * radius;
    }
    (px * dy - py * dx).pow(2) <= radius * radius * length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_always_gets_the_same_picture_and_others_another() {
        let guid = |text: &str| Guid::parse(text).unwrap();
        let one = placeholder(&guid("0123456789abcdef"));
        assert_eq!(one, placeholder(&guid("0123456789abcdef")));
        assert_ne!(one.large, placeholder(&guid("0123456789abcdeX")).large);
        for (variant, side) in [(&one.large, 300), (&one.medium, 100), (&one.small, 50)] {
            let probe = super::super::probe(&variant.bytes).unwrap();
            assert_eq!((probe.kind, probe.width, probe.height), (Kind::Png, side, side));
            assert!(variant.bytes.len() < 20_000, "{}", variant.bytes.len());
        }
    }
}
