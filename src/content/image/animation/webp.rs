//! WebP as a sequence of RIFF chunks.

/// Bytes of a colour profile that is worth keeping.
const PROFILE: usize = 64 * 1024;
/// Flags of the extended header that stay true when metadata goes: animation, transparency.
const KEPT_FLAGS: u8 = 0x02 | 0x10;
const PROFILE_FLAG: u8 = 0x20;

/// What the first chunk says.
pub(crate) struct Header {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) frames: u32,
    pub(crate) animated: bool,
}

/// Reads the header and counts the frames of an animation.
pub(crate) fn header(bytes: &[u8]) -> Option<Header> {
    let mut chunks = chunks(bytes.get(12..)?);
    let first = chunks.next()?;
    let (width, height) = match &first.name {
        b"VP8 " => lossy(first.body)?,
        b"VP8L" => lossless(first.body)?,
        b"VP8X" => (le24(first.body, 4)? + 1, le24(first.body, 7)? + 1),
        _ => return None,
    };
    let animated = &first.name == b"VP8X" && first.body.first()? & 0x02 != 0;
    if !animated {
        return Some(Header { width, height, frames: 1, animated });
    }
    // A frame cannot be empty, so counting them is bounded by the file.
    let frames = u32::try_from(chunks.filter(|chunk| &chunk.name == b"ANMF").count()).ok()?;
    (frames > 0).then_some(Header { width, height, frames, animated })
}

/// An animated WebP without EXIF, XMP and unknown chunks.
pub(crate) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(bytes.len());
    body.extend_from_slice(b"WEBP");
    for chunk in chunks(bytes.get(12..)?) {
        match &chunk.name {
            b"VP8X" => {
                let mut header: [u8; 10] = chunk.body.get(..10)?.try_into().ok()?;
                let profile = chunks(bytes.get(12..)?).any(|chunk| keeps_profile(&chunk));
                header[0] = header[0] & KEPT_FLAGS | if profile { PROFILE_FLAG } else { 0 };
                push(&mut body, chunk.name, &header)?;
            }
            b"ANIM" => push(&mut body, chunk.name, chunk.body.get(..6)?)?,
            b"ANMF" => push(&mut body, chunk.name, &frame(chunk.body)?)?,
            _ if keeps_profile(&chunk) => push(&mut body, chunk.name, chunk.body)?,
            _ => {}
        }
    }
    let mut out = Vec::with_capacity(body.len() + 8);
    push(&mut out, *b"RIFF", &body)?;
    Some(out)
}

fn frame(body: &[u8]) -> Option<Vec<u8>> {
    let (placement, inner) = body.split_at_checked(16)?;
    let mut out = placement.to_vec();
    for chunk in chunks(inner).filter(|chunk| matches!(&chunk.name, b"ALPH" | b"VP8 " | b"VP8L")) {
        push(&mut out, chunk.name, chunk.body)?;
    }
    Some(out)
}

fn keeps_profile(chunk: &Chunk<'_>) -> bool {
    &chunk.name == b"ICCP" && chunk.body.len() <= PROFILE
}

fn push(out: &mut Vec<u8>, name: [u8; 4], body: &[u8]) -> Option<()> {
    out.extend_from_slice(&name);
    out.extend_from_slice(&u32::try_from(body.len()).ok()?.to_le_bytes());
    out.extend_from_slice(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
    Some(())
}

struct Chunk<'b> {
    name: [u8; 4],
    body: &'b [u8],
}

/// The chunks up to the end or to the first that is cut off.
fn chunks(mut bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    std::iter::from_fn(move || {
        let name = bytes.get(..4)?.try_into().ok()?;
        let length = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
        let body = bytes.get(8..length.checked_add(8)?)?;
        bytes = bytes.get(8 + length + length % 2..).unwrap_or_default();
        Some(Chunk { name, body })
    })
}

fn lossy(body: &[u8]) -> Option<(u32, u32)> {
    (body.get(3..6)? == b"\x9D\x01\x2A").then_some(())?;
    let side = |at: usize| Some(u32::from(u16::from_le_bytes(body.get(at..at + 2)?.try_into().ok()?) & 0x3FFF));
    Some((side(6)?, side(8)?))
}

fn lossless(body: &[u8]) -> Option<(u32, u32)> {
    (body.first()? == &0x2F).then_some(())?;
    let bits = u32::from_le_bytes(body.get(1..5)?.try_into().ok()?);
    Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
}

fn le24(bytes: &[u8], at: usize) -> Option<u32> {
    let [a, b, c] = bytes.get(at..at + 3)?.try_into().ok()?;
    Some(u32::from_le_bytes([a, b, c, 0]))
}
