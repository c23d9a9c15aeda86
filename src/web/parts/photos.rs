//! Pictures: a mosaic in streams, all of them on the post's own page, one of them large.

use super::icon;
use crate::domain::views::PhotoView;
use crate::domain::words::Words;
use maud::{Markup, html};

/// Pictures that a mosaic shows before it says how many more there are.
const MOSAIC: usize = 5;

/// The pictures of a post in a stream, in fixed proportions. `post` is where they all can be seen.
pub(super) fn mosaic(words: Words, photos: &[PhotoView], post: &str, is_first: bool) -> Markup {
    let shown = photos.len().min(MOSAIC);
    let hidden = photos.len() - shown;
    html! {
        @if shown > 0 {
            div class={ "photos photos-" (shown) } {
                @for (place, photo) in photos.iter().take(MOSAIC).enumerate() {
                    @let is_last = hidden > 0 && place + 1 == shown;
                    a href=(post) data-large=[(hidden == 0).then_some(&photo.large_url)]
                        class=[is_last.then_some("photos-more")] data-more=[is_last.then(|| format!("+{hidden}"))] {
                        (picture(words, photo, &photo.url, is_first && place == 0))
                    }
                }
            }
        }
    }
}

/// All pictures, large, one under the other, each leading to its largest size.
pub(super) fn gallery(words: Words, photos: &[PhotoView]) -> Markup {
    html! {
        @if !photos.is_empty() {
            div.gallery {
                @for (place, photo) in photos.iter().enumerate() {
                    a href=(photo.large_url) data-large=(photo.large_url) {
                        (picture(words, photo, &photo.url, place == 0))
                    }
                }
            }
        }
    }
}

/// One picture; its size stands in the page so that nothing jumps (H-158).
pub(super) fn picture(words: Words, photo: &PhotoView, url: &str, is_first: bool) -> Markup {
    let (width, height) = if photo.width > 0 && photo.height > 0 { (photo.width, photo.height) } else { (600, 450) };
    let sizes: Vec<_> = photo.sizes.iter().map(|(url, width)| format!("{url} {width}w")).collect();
    let set = (!sizes.is_empty()).then(|| sizes.join(", "));
    let alt = photo.alt.clone().filter(|alt| !alt.trim().is_empty());
    let alt = alt.unwrap_or_else(|| words.say("post-picture-undescribed"));
    html! {
        img src=(url) srcset=[set.as_deref()] sizes=[set.as_ref().map(|_| "(min-width: 760px) 600px, 100vw")]
            alt=(alt) width=(width) height=(height)
            loading=[(!is_first).then_some("lazy")] decoding=[(!is_first).then_some("async")];
    }
}

/// The frame in which the script shows one picture after the other; without script the pictures
/// are links (W-177).
pub(in crate::web) fn lightbox(words: Words) -> Markup {
    html! {
        template #lightbox {
            dialog.lightbox aria-label=(words.say("post-picture")) {
                form method="dialog" {
                    button.tool data-go="close" { (icon("close")) span.vh { (words.say("post-picture-close")) } }
                }
                figure { img alt=""; figcaption {} }
                p.row {
                    button.tool type="button" data-go="back" { (icon("older")) span.vh { (words.say("post-picture-back")) } }
                    span.meta data-place {}
                    button.tool type="button" data-go="next" { (icon("older")) span.vh { (words.say("post-picture-next")) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // H-154, H-158
    #[test]
    fn a_picture_has_size_and_description() {
        let mut photos = sample::photos(7);
        photos[1].alt = None;
        let words = Words::default();
        let text = mosaic(words, &photos, "/posts/x", true).into_string();
        assert_eq!(text.matches("<img").count(), 5);
        assert_eq!(text.matches(" width=\"").count(), 5);
        assert_eq!(text.matches("loading=\"lazy\"").count(), 4);
        assert!(text.contains("alt=\"Picture without description\"") && text.contains("data-more=\"+2\""));
        assert_eq!(gallery(words, &photos).into_string().matches("<img").count(), 7);
    }

    // W-177: the originals are links, so they open without script.
    #[test]
    fn each_picture_of_a_gallery_leads_to_its_original() {
        let photos = sample::photos(3);
        let text = gallery(Words::default(), &photos).into_string();
        assert!(photos.iter().all(|photo| text.contains(&format!("href=\"{}\"", photo.large_url))));
    }
}
