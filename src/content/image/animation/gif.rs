//! GIF as a sequence of blocks.

/// How extensions begin that hold the number of repetitions and nothing else.
const LOOPS: [&[u8]; 2] = [b"\x0BNETSCAPE2.0\x03\x01", b"\x0BANIMEXTS1.0\x03\x01"];

/// One block.
pub(crate) enum Part<'b> {
    /// How the next frame is shown: an extension that belongs to it.
    Control(&'b [u8]),
    /// How often the animation repeats.
    Loop(&'b [u8]),
    /// A frame, and where its lower right corner is.
    Frame { bytes: &'b [u8], right: u32, bottom: u32 },
    /// Comments, text, profiles and whatever programs leave behind.
    Other,
}

/// The blocks of a GIF; ends at the trailer, at the first block that is cut off, or at garbage.
pub(crate) struct Parts<'b> {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Signature, screen and palette.
    head: &'b [u8],
    rest: &'b [u8],
}

/// Reads the head of a GIF.
pub(crate) fn parts(bytes: &[u8]) -> Option<Parts<'_>> {
    let screen = bytes.get(..13)?;
    let head_length = 13 + palette(*screen.get(10)?);
    let (head, rest) = bytes.split_at_checked(head_length)?;
    Some(Parts { width: le16(screen, 6)?, height: le16(screen, 8)?, head, rest })
}

/// The same pictures without comments and other foreign blocks.
pub(crate) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let parts = parts(bytes)?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(parts.head);
    for part in parts {
        match part {
            Part::Control(bytes) | Part::Loop(bytes) | Part::Frame { bytes, .. } => out.extend_from_slice(bytes),
            Part::Other => {}
        }
    }
    out.push(0x3B);
    Some(out)
}

impl<'b> Iterator for Parts<'b> {
    type Item = Part<'b>;

    fn next(&mut self) -> Option<Part<'b>> {
        let (length, frame) = match self.rest {
            [0x21, _, ..] => (2 + sub_blocks(self.rest.get(2..)?)?, None),
            [0x2C, ..] => {
                let descriptor = self.rest.get(..10)?;
                // The byte before the data is the code size.
                let before = 10 + palette(*descriptor.get(9)?) + 1;
                let corner = (le16(descriptor, 1)? + le16(descriptor, 5)?, le16(descriptor, 3)? + le16(descriptor, 7)?);
                (before + sub_blocks(self.rest.get(before..)?)?, Some(corner))
            }
            _ => return None,
        };
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(match (frame, bytes) {
            (Some((right, bottom)), bytes) => Part::Frame { bytes, right, bottom },
            (None, [0x21, 0xF9, 4, _, _, _, _, 0]) => Part::Control(bytes),
            (None, [0x21, 0xFF, rest @ ..])
                if LOOPS.contains(&rest.get(..14).unwrap_or_default()) && rest.len() == 17 =>
            {
                Part::Loop(bytes)
            }
            _ => Part::Other,
        })
    }
}

/// Bytes of the palette that a flags byte announces.
fn palette(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Bytes of a chain of sub-blocks with its end.
fn sub_blocks(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}
