//! What a file is by its first bytes, whatever its name or its sender says.

/// The media type to serve a remote file with, or `None` for everything that is not one of the
/// pictures, sounds and films the pod passes on. SVG and HTML are never among them. (H-122)
pub fn sniff(bytes: &[u8]) -> Option<&'static str> {
    picture(bytes).or_else(|| container(bytes)).or_else(|| sound(bytes))
}

fn picture(bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => return None,
    })
}

fn container(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes.get(..bytes.len().min(64))?;
    let has = |needle: &[u8]| start.windows(needle.len()).any(|window| window == needle);
    match start {
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4)? {
            b"M4A " | b"M4B " => Some("audio/mp4"),
            b"isom" | b"iso2" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42" | b"avc1" | b"M4V " | b"M4VH"
            | b"dash" | b"MSNV" | b"qt  " => Some("video/mp4"),
            _ => None,
        },
        [0x1A, 0x45, 0xDF, 0xA3, ..] => has(b"webm").then_some("video/webm"),
        [b'O', b'g', b'g', b'S', ..] => Some(if has(b"theora") { "video/ogg" } else { "audio/ogg" }),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some("audio/wav"),
        _ => None,
    }
}

fn sound(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'f', b'L', b'a', b'C', ..] => Some("audio/flac"),
        [b'I', b'D', b'3', 2..=4, ..] => Some("audio/mpeg"),
        // A frame of MPEG audio layer III with a real bit rate and sampling rate.
        [0xFF, 0xE2 | 0xE3 | 0xF2 | 0xF3 | 0xFA | 0xFB, rates, ..]
            if rates >> 4 != 15 && rates >> 4 != 0 && rates & 0x0C != 0x0C =>
        {
            Some("audio/mpeg")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-122
    #[test]
    fn only_the_bytes_decide() {
        let webm = b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\xF7\x81\x01\x42\x82\x84webm";
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1A\n...."[..], Some("image/png")),
            (b"\xFF\xD8\xFF\xE0", Some("image/jpeg")),
            (b"GIF89a", Some("image/gif")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"RIFF\0\0\0\0WAVEfmt ", Some("audio/wav")),
            (b"\0\0\0\x18ftypmp42", Some("video/mp4")),
            (b"\0\0\0\x18ftypM4A ", Some("audio/mp4")),
            (b"\0\0\0\x18ftypavif", None),
            (webm, Some("video/webm")),
            (b"\x1A\x45\xDF\xA3matroska", None),
            (b"OggS\0\x02........................\x80theora", Some("video/ogg")),
            (b"OggS\0\x02.........OpusHead", Some("audio/ogg")),
            (b"ID3\x03\0", Some("audio/mpeg")),
            (b"\xFF\xFB\x90\x64", Some("audio/mpeg")),
            (b"fLaC", Some("audio/flac")),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
            (b"<!DOCTYPE html>", None),
            (b"%PDF-1.4", None),
            (b"\xFF\xFE<\0", None),
            (b"", None),
        ] {
            assert_eq!(sniff(bytes), expected, "{bytes:?}");
        }
    }
}
