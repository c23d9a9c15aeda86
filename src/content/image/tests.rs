use super::*;
use image::codecs::gif::{GifEncoder, Repeat};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{Delay, DynamicImage, ExtendedColorType, Frame, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

/// Red in the upper left quarter, noise elsewhere: turning and cropping show.
fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 2 && y < height / 2 {
            return Rgb([250, 10, 10]);
        }
        let noise = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503) ^ (x * y);
        Rgb([u8::try_from(noise >> 3 & 63).unwrap(), 120, u8::try_from(noise >> 9 & 127).unwrap()])
    })
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 90).encode_image(&picture(width, height)).unwrap();
    out
}

fn png(image: &DynamicImage) -> Vec<u8> {
    let mut out = Vec::new();
    image.write_with_encoder(PngEncoder::new(&mut out)).unwrap();
    out
}

fn gif(frames: u8) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = GifEncoder::new(&mut out);
    encoder.set_repeat(Repeat::Infinite).unwrap();
    for frame in 0..frames {
        let image = RgbaImage::from_pixel(120, 80, Rgba([frame * 40, 200, 10, 255]));
        encoder.encode_frame(Frame::from_parts(image, 0, 0, Delay::from_numer_denom_ms(100, 1))).unwrap();
    }
    drop(encoder);
    out
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut out = [&name[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat();
    if body.len() % 2 == 1 {
        out.push(0);
    }
    out
}

fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    WebPEncoder::new_lossless(&mut out)
        .encode(&picture(width, height), width, height, ExtendedColorType::Rgb8)
        .unwrap();
    out
}

/// Two frames of 40 × 30, with EXIF and XMP around them.
fn animated_webp() -> Vec<u8> {
    let still = webp(40, 30);
    let data = &still[12..];
    let frame =
        [&[0, 0, 0, 0, 0, 0, 39, 0, 0, 29, 0, 0, 100, 0, 0, 0][..], data, &chunk(b"JUNK", b"GPS secret")].concat();
    let body = [
        &b"WEBP"[..],
        &chunk(b"VP8X", &[0x02 | 0x08 | 0x04, 0, 0, 0, 39, 0, 0, 29, 0, 0]),
        &chunk(b"ANIM", &[0; 6]),
        &chunk(b"ANMF", &frame),
        &chunk(b"ANMF", &frame),
        &chunk(b"EXIF", b"GPS secret"),
        &chunk(b"XMP ", b"GPS secret"),
    ]
    .concat();
    chunk(b"RIFF", &body)
}

/// An EXIF block with an orientation, a GPS directory and a camera name.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2A\0\0\0\x08\0\x03".to_vec();
    tiff.extend([0x01, 0x10, 0, 2, 0, 0, 0, 12, 0, 0, 0, 50]);
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 62]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(b"SecretCam X\0");
    // GPS: latitude reference N.
    tiff.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0, 0, 0, 0, 0]);
    tiff
}

fn with_segments(jpeg: &[u8], segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut out = jpeg[..2].to_vec();
    for (marker, body) in segments {
        out.extend([0xFF, *marker]);
        out.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        out.extend(*body);
    }
    out.extend(&jpeg[2..]);
    out
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn all(prepared: &Prepared) -> [&Variant; 5] {
    [&prepared.full, &prepared.scaled_full, &prepared.thumb_large, &prepared.thumb_medium, &prepared.thumb_small]
}

fn decoded(variant: &Variant) -> RgbImage {
    let image = image::load_from_memory(&variant.bytes).unwrap().to_rgb8();
    assert_eq!(image.dimensions(), (variant.width, variant.height));
    image
}

fn is_red(pixel: Rgb<u8>) -> bool {
    pixel.0[0] > 220 && pixel.0[1] < 40
}

// W-096, W-098, H-095
#[test]
fn metadata_goes_and_the_picture_stands_upright() {
    let app1 = [b"Exif\0\0".to_vec(), exif(6)].concat();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS secret</x:xmpmeta>";
    let plain = jpeg(400, 200);
    let upload = [
        with_segments(&plain, &[(0xE1, &app1), (0xE1, xmp), (0xED, b"Photoshop 3.0\0GPS"), (0xFE, b"GPS comment")]),
        b"trailing GPS".to_vec(),
    ]
    .concat();
    assert!(contains(&upload, b"SecretCam") && contains(&upload, b"GPS"));
    let prepared = prepare(&upload, MEMORY).unwrap();
    assert_eq!((prepared.kind, prepared.full.width, prepared.full.height), (Kind::Jpeg, 200, 400));
    for variant in all(&prepared) {
        for secret in [&b"SecretCam"[..], b"GPS", b"Exif", b"xmp", b"MM\0\x2A"] {
            assert!(!contains(&variant.bytes, secret));
        }
        assert_eq!(sniff(&variant.bytes), Some("image/jpeg"));
    }
    // A quarter turn clockwise puts the red corner to the upper right.
    let full = decoded(&prepared.full);
    assert!(is_red(*full.get_pixel(190, 10)) && !is_red(*full.get_pixel(10, 10)) && !is_red(*full.get_pixel(190, 390)));
    let avatar = avatar(&upload, MEMORY).unwrap();
    let large = decoded(&avatar.large);
    assert!(is_red(*large.get_pixel(290, 10)) && !is_red(*large.get_pixel(10, 10)));
    assert_eq!((avatar.large.width, avatar.medium.height, avatar.small.width), (300, 100, 50));
}

// spec: photo variants, federation.md §4.3
#[test]
fn the_variants_have_the_sizes_that_other_pods_expect() {
    let prepared = prepare(&jpeg(2000, 1500), MEMORY).unwrap();
    let sizes = all(&prepared).map(|variant| (variant.width, variant.height));
    assert_eq!(sizes, [(1600, 1200), (700, 525), (300, 225), (100, 75), (50, 50)]);
    assert_eq!(all(&prepared).map(decoded).len(), 5);
    let tall = prepare(&jpeg(60, 1700), MEMORY).unwrap();
    assert_eq!(
        all(&tall).map(|variant| (variant.width, variant.height)),
        [(56, 1600), (56, 1600), (53, 1500), (4, 100), (50, 50)]
    );
    let tiny = prepare(&jpeg(3, 2), MEMORY).unwrap();
    assert_eq!(all(&tiny).map(|variant| (variant.width, variant.height)), [(3, 2), (3, 2), (3, 2), (3, 2), (50, 50)]);
}

// W-099
#[test]
fn formats_stay_unless_another_serves_better() {
    let flat = DynamicImage::from(RgbImage::from_pixel(800, 600, Rgb([1, 2, 3])));
    let glass = DynamicImage::from(RgbaImage::from_pixel(800, 600, Rgba([1, 2, 3, 99])));
    let photo = DynamicImage::from(picture(800, 600));
    assert_eq!(prepare(&png(&flat), MEMORY).unwrap().kind, Kind::Png);
    let glass = prepare(&png(&glass), MEMORY).unwrap();
    assert_eq!(glass.kind, Kind::Png);
    assert_eq!(image::load_from_memory(&glass.thumb_small.bytes).unwrap().to_rgba8().get_pixel(9, 9).0, [1, 2, 3, 99]);
    assert_eq!(prepare(&webp(200, 100), MEMORY).unwrap().kind, Kind::Webp);
    assert_eq!(prepare(&png(&DynamicImage::from(photo.to_rgb16())), MEMORY).unwrap().full.width, 800);
    assert_eq!(prepare(&gif(1), MEMORY).map(|prepared| (prepared.kind, prepared.animated)), Ok((Kind::Gif, false)));
}

// W-099, H-095
#[test]
fn animated_gifs_stay_animated_and_lose_their_comments() {
    let plain = gif(3);
    let comment = b"\x21\xFE\x0AGPS secret\0";
    let profile = b"\x21\xFF\x0BXMP DataXMP\x03GPS\0";
    let head = 13 + if plain[10] & 0x80 == 0 { 0 } else { 3 << ((plain[10] & 7) + 1) };
    let upload = [&plain[..head], comment, profile, &plain[head..], b"trailing GPS"].concat();
    let prepared = prepare(&upload, MEMORY).unwrap();
    assert!(prepared.animated && probe(&prepared.full.bytes).unwrap().animated);
    assert_eq!(&prepared.full.bytes[..], plain);
    assert_eq!(prepared.scaled_full, prepared.full);
    for variant in all(&prepared) {
        assert!(!contains(&variant.bytes, b"GPS"));
        assert_eq!(sniff(&variant.bytes), Some("image/gif"));
        decoded(variant);
    }
    assert_eq!((prepared.thumb_medium.width, prepared.thumb_medium.height), (100, 67));
}

// W-099, H-095
#[test]
fn animated_webps_stay_animated_and_lose_their_metadata() {
    let upload = animated_webp();
    assert_eq!(probe(&upload).map(|probe| (probe.width, probe.height, probe.animated)), Ok((40, 30, true)));
    let prepared = prepare(&upload, MEMORY).unwrap();
    assert!(prepared.animated && probe(&prepared.full.bytes).unwrap().animated);
    assert!(!contains(&prepared.full.bytes, b"GPS") && !contains(&prepared.full.bytes, b"EXIF"));
    assert_eq!(prepared.full.bytes[20], 0x02);
    decoded(&prepared.full);
    assert_eq!(decoded(&prepared.thumb_small).dimensions(), (50, 50));
}

/// A header that says RGB and is otherwise empty.
fn profile() -> Vec<u8> {
    let mut profile = vec![7; 200];
    profile[16..20].copy_from_slice(b"RGB ");
    profile[36..40].copy_from_slice(b"acsp");
    profile
}

// H-095: the colour profile stays, one for other colours does not.
#[test]
fn the_colour_profile_stays() {
    let segment = |profile: &[u8]| [b"ICC_PROFILE\0\x01\x01", profile].concat();
    let upload = with_segments(&jpeg(90, 60), &[(0xE2, &segment(&profile()))]);
    for variant in all(&prepare(&upload, MEMORY).unwrap()) {
        assert!(contains(&variant.bytes, &profile()));
    }
    let mut cmyk = profile();
    cmyk[16..20].copy_from_slice(b"CMYK");
    let upload = with_segments(&jpeg(90, 60), &[(0xE2, &segment(&cmyk))]);
    assert!(!contains(&prepare(&upload, MEMORY).unwrap().full.bytes, b"acsp"));
}

/// The head of a PNG of any size; the body is nothing.
fn png_head(width: u32, height: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec();
    out.extend(width.to_be_bytes());
    out.extend(height.to_be_bytes());
    out.extend(b"\x08\x06\0\0\0\0\0\0\0");
    out
}

/// The head of a JPEG with the given frame marker and components.
fn jpeg_head(marker: u8, width: u16, height: u16, first_scan: u8) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8, 0xFF, marker, 0, 17, 8];
    out.extend(height.to_be_bytes());
    out.extend(width.to_be_bytes());
    out.extend([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
    out.extend([0xFF, 0xDA, 0, 12, first_scan, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0]);
    out.extend([0xFF, 0xD9]);
    out
}

// H-084: nothing of the announced size is allocated, since probing allocates nothing at all.
#[test]
fn bombs_are_refused_by_their_header() {
    let mut gif_bomb = b"GIF89a\x30\x75\x30\x75\0\0\0".to_vec();
    gif_bomb.resize(100_000, 0x21);
    let mut webp_bomb =
        [b"RIFF\0\0\0\0WEBP".to_vec(), chunk(b"VP8X", &[0, 0, 0, 0, 0x2F, 0x75, 0, 0x2F, 0x75, 0])].concat();
    webp_bomb.resize(100_000, 0);
    for bomb in
        [[png_head(30_000, 30_000), vec![0; 100_000]].concat(), jpeg_head(0xC0, 30_000, 30_000, 3), gif_bomb, webp_bomb]
    {
        let refused = Err(ImageError::TooLarge { width: 30_000, height: 30_000 });
        assert_eq!(probe(&bomb), refused);
        assert_eq!(prepare(&bomb, MEMORY).map(|_| ()), refused.map(|_: Probe| ()));
    }
    assert!(matches!(probe(&png_head(u32::MAX, u32::MAX)), Err(ImageError::TooLarge { .. })));
    assert!(matches!(probe(&png_head(70_000, 1)), Err(ImageError::TooLarge { .. })));
    assert_eq!(probe(&png_head(0, 5)), Err(ImageError::Broken));
}

// H-084: a frame larger than its canvas, and more frames than anybody watches.
#[test]
fn greedy_animations_are_refused() {
    let frame = |width: u16, height: u16| {
        let mut frame = vec![0x2C, 0, 0, 0, 0];
        frame.extend(width.to_le_bytes());
        frame.extend(height.to_le_bytes());
        frame.extend([0, 2, 1, 0x44, 0]);
        frame
    };
    let head = b"GIF89a\x01\0\x01\0\0\0\0";
    assert!(matches!(probe(&[&head[..], &frame(60_000, 60_000), b"\x3B"].concat()), Err(ImageError::TooLarge { .. })));
    assert!(matches!(
        probe(&[&head[..], &frame(1, 1).repeat(2_001), b"\x3B"].concat()),
        Err(ImageError::TooLarge { .. })
    ));
    assert!(probe(&[&head[..], &frame(1, 1).repeat(2_000), b"\x3B"].concat()).is_ok_and(|probe| probe.animated));
    assert!(matches!(
        probe(&[&head[..], &frame(6_000, 6_000).repeat(50), b"\x3B"].concat()),
        Err(ImageError::TooLarge { .. })
    ));
    assert_eq!(probe(head), Err(ImageError::Broken));
}

// H-084: what decoding takes is known before it starts, and the caller's ceiling holds.
#[test]
fn memory_is_counted_before_it_is_taken() {
    let megabytes = |probe: Result<Probe, ImageError>| probe.unwrap().memory >> 20;
    assert!(megabytes(probe(&jpeg_head(0xC0, 6000, 4000, 3))) < 75);
    assert!((130..150).contains(&megabytes(probe(&jpeg_head(0xC2, 6000, 4000, 3)))));
    assert!(megabytes(probe(&jpeg_head(0xC0, 6000, 4000, 1))) > 130);
    let picture = jpeg(640, 480);
    assert_eq!(prepare(&picture, 1 << 20).map(|_| ()), Err(ImageError::TooDemanding));
    let scans = [jpeg_head(0xC2, 6000, 6000, 3), b"\xFF\xDA".repeat(100)].concat();
    assert_eq!(probe(&scans), Err(ImageError::TooDemanding));
}

// W-099
#[test]
fn other_files_are_refused() {
    for file in [
        &b""[..],
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"%PDF-1.7",
        b"BM\0\0",
        b"II*\0",
        b"\0\0\0\x18ftypavif",
        b"OggS",
        b"GIF",
        b"\xFF\xD8",
    ] {
        assert_eq!(probe(file), Err(ImageError::Unknown), "{file:?}");
    }
    assert_eq!(probe(&jpeg_head(0xC9, 9, 9, 3)), Err(ImageError::Unknown));
}

#[test]
fn cut_off_files_are_refused_wherever_they_end() {
    let glass = DynamicImage::from(RgbaImage::from_pixel(30, 20, Rgba([1, 2, 3, 99])));
    for file in [jpeg(60, 40), png(&DynamicImage::from(picture(60, 40))), png(&glass), gif(1), webp(60, 40)] {
        assert!(prepare(&file, MEMORY).is_ok());
        for part in 1..20 {
            let cut = &file[..file.len() * part / 20];
            let refused = prepare(cut, MEMORY).map(|_| ());
            assert!(
                matches!(refused, Err(ImageError::Broken | ImageError::Unknown)),
                "{part}/20 of {:?}: {refused:?}",
                probe(&file)
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    // H-084
    #[test]
    fn damaged_files_neither_panic_nor_grow(which in 0..5_usize, damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut file = [jpeg(40, 30), png(&DynamicImage::from(picture(40, 30))), gif(2), webp(40, 30), animated_webp()][which].clone();
        for (at, byte) in damage {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if probe(&file).is_ok_and(|probe| probe.width * probe.height < 250_000) {
            let _ = prepare(&file, 32 << 20);
        }
    }

    #[test]
    fn any_bytes_are_judged(mut bytes in proptest::collection::vec(any::<u8>(), 0..300), head in 0..5_usize) {
        let heads: [&[u8]; 5] = [b"", b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1A\n", b"GIF89a", b"RIFF\0\0\0\0WEBP"];
        bytes.splice(0..0, heads[head].iter().copied());
        let _ = probe(&bytes);
        let _ = sniff(&bytes);
    }
}
