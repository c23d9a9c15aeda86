//! Photos (spec/api-v1.md §4.8).

use super::{NOWHERE, friends, guid, picture, third, upload};
use image::ImageFormat;
use serde_json::json;

const GONE: &str = "Photo with provided guid could not be found";
const FAILED: &str = "Failed to create the photo";

/// Puts the place where it was taken into a JPEG, behind its first marker.
fn tell_where(jpeg: &mut Vec<u8>) {
    let said = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\0N 53 E 10";
    let length = u16::try_from(said.len() + 2).unwrap().to_be_bytes();
    jpeg.splice(2..2, [&[0xFF, 0xE1][..], &length, said].concat());
}

#[tokio::test]
async fn pictures_of_every_kind_come_back_in_four_sizes() {
    let (pods, mut alice, _) = friends().await;
    let mut browser = pods.stranger(super::HOST);
    for (name, format) in [
        ("a.png", ImageFormat::Png),
        ("a.JPG", ImageFormat::Jpeg),
        ("a.gif", ImageFormat::Gif),
        ("a.webp", ImageFormat::WebP),
    ] {
        //
        let mut file = picture(900, 450, format);
        if format == ImageFormat::Jpeg {
            tell_where(&mut file);
        }
        let made = alice.raw("POST", "photos", &[], Some(upload(&[("pending", "true")], name, &file))).await;
        let photo = made.is(200);
        assert!(photo.get("post").is_none() && photo["guid"].is_string());
        //
        assert_eq!(photo["dimensions"], json!({ "height": 450, "width": 900 }));
        for (size, (width, height)) in
            [("small", (50, 50)), ("medium", (100, 100)), ("large", (700, 700)), ("raw", (900, 450))]
        {
            let address = photo["sizes"][size].as_str().unwrap().strip_prefix("https://pod.example").unwrap();
            let loaded = browser.open(address).await;
            let image = image::load_from_memory(&loaded.bytes).unwrap();
            // Animations keep their size.
            let keeps = format == ImageFormat::Gif && matches!(size, "large" | "raw");
            assert!(keeps || (image.width() <= width && image.height() <= height), "{name} {size}");
            //
            assert!(!loaded.bytes.windows(4).any(|part| part == b"Exif" || part == b"N 53"));
        }
    }
}

//
#[tokio::test]
async fn what_is_no_picture_is_refused() {
    let (_pods, mut alice, _) = friends().await;
    let good = picture(40, 40, ImageFormat::Png);
    for (name, file) in [
        ("a.png", b"only text".as_slice()),
        ("a.txt", good.as_slice()),
        ("noending", good.as_slice()),
        ("a.png", &good[..good.len() / 2]),
        ("a.png", b""),
    ] {
        alice.raw("POST", "photos?pending=true", &[], Some(upload(&[], name, file))).await.says(422, FAILED);
    }
    alice.post("photos?pending=true", json!({})).await.says(422, FAILED);
    alice.post("photos?pending=true", json!({ "image": "text" })).await.says(422, FAILED);
    let large = vec![0; 22 << 20];
    let refused = alice.raw("POST", "photos?pending=true", &[], Some(upload(&[], "a.png", &large))).await;
    assert!(matches!(refused.status, 413 | 422));
}

#[tokio::test]
async fn profile_photos_pending_ones_and_those_of_aspects() {
    let (pods, mut alice, mut bob) = friends().await;
    let mut carol = third(&pods).await;
    let file = picture(300, 300, ImageFormat::Png);
    //
    for (path, field) in [("photos", Some("set_profile_photo")), ("photos?set_profile_picture=true", None)] {
        let before = alice.get("user").await.is(200)["avatar"].clone();
        let fields: Vec<(&str, &str)> = field.into_iter().map(|name| (name, "true")).collect();
        alice.raw("POST", path, &[], Some(upload(&fields, "me.png", &file))).await.is(200);
        let after = alice.get("user").await.is(200)["avatar"].clone();
        assert!(after["large"].is_string() && after != before);
    }
    let pending = guid(alice.raw("POST", "photos?pending=true", &[], Some(upload(&[], "a.png", &file))).await.is(200));
    let aspect = alice.aspect().await.to_string();
    let fields = [("aspect_ids[]", aspect.as_str())];
    let shared = guid(alice.raw("POST", "photos", &[], Some(upload(&fields, "a.png", &file))).await.is(200));
    let alone = guid(alice.raw("POST", "photos", &[], Some(upload(&[], "a.png", &file))).await.is(200));
    //
    assert_eq!(alice.get("photos").await.is(200).as_array().unwrap().len(), 5);
    let page = alice.get("photos?per_page=2").await;
    assert_eq!((page.guids().len(), page.link("next").is_some()), (2, true));
    bob.get(&format!("photos/{shared}")).await.is(200);
    for hidden in [&pending, &alone] {
        bob.get(&format!("photos/{hidden}")).await.says(404, GONE);
    }
    carol.get(&format!("photos/{shared}")).await.says(404, GONE);
    bob.get(&format!("photos/{NOWHERE}")).await.says(404, GONE);
    //
    let a = alice.me().await;
    let seen = bob.get(&format!("users/{a}/photos")).await.guids();
    assert!(seen.contains(&shared) && !seen.contains(&pending) && !seen.contains(&alone), "{seen:?}");
    assert!(!carol.get(&format!("users/{a}/photos")).await.guids().contains(&shared));
}

//
#[tokio::test]
async fn a_deleted_photo_takes_an_empty_post_along() {
    let (pods, mut alice, mut bob) = friends().await;
    let file = picture(30, 30, ImageFormat::Png);
    let photo = guid(alice.raw("POST", "photos?pending=true", &[], Some(upload(&[], "a.png", &file))).await.is(200));
    let post = guid(alice.post("posts", json!({ "public": true, "photos": [photo] })).await.is(200));
    bob.delete(&format!("photos/{photo}")).await.says(404, GONE);
    alice.delete(&format!("photos/{photo}")).await.is(204);
    alice.delete(&format!("photos/{photo}")).await.says(404, GONE);
    alice.get(&format!("posts/{post}")).await.is(404);
    // Until then the pod remembers to look whether the picture found its post.
    pods.advance(25 * 3600).await;
    pods.check().await;
}
