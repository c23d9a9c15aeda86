//! What people see when something did not work (W-018, H-164).

use super::super::layout::{Shell, mark, page};
use maud::{Markup, html};

/// A page for a status: what happened and what to do, in the given words or the status's own.
/// `request` names the request in the log.
pub(in crate::web) fn show(shell: &Shell, status: u16, words: Option<&str>, request: Option<&str>) -> Markup {
    let (title, general) = sentence(status);
    let words = words.unwrap_or(general);
    let body = html! {
        section.card.stack.fault {
            (mark())
            h1 { (title) }
            p.soft { (words) }
            @if let Some(request) = request {
                p.meta { "For whoever runs this pod: request " code { (request) } " has the details in the log." }
            }
            @if shell.viewer().is_some() { a.button href="/stream" { "Back to your stream" } }
            @else { a.button href="/" { "To the front page" } }
        }
    };
    page(shell, title, &body)
}

fn sentence(status: u16) -> (&'static str, &'static str) {
    match status {
        400 => ("That was not understood", "The browser sent something incomplete. Go back and try once more."),
        403 => ("Not allowed", "This is not yours to change. Nothing was changed."),
        404 => ("Nothing here", "There is no such page, or it is not meant for you. It may have been deleted."),
        405 => ("Not like this", "This address wants to be used in another way. Go back and use the buttons there."),
        413 => ("Too large", "That is more than this pod takes at once. Choose smaller or fewer pictures."),
        422 => (
            "This form has grown old",
            "For your safety nothing was changed. Go back, load the page again and send it once more.",
        ),
        429 => ("A little slower, please", "There were too many tries in a short time. Wait a moment, then try again."),
        503 => ("Just a moment", "The pod is busy or starting. Try again in a few seconds."),
        _ => ("Something broke", "That is our fault, not yours. Nothing was lost; try again in a moment."),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-018: styled, and nothing but the request's name from inside.
    #[test]
    fn every_status_has_its_own_words() {
        for status in [400, 403, 404, 405, 413, 422, 429, 500, 503] {
            let text = show(&sample::stranger(Place::Elsewhere), status, None, Some("r-1")).into_string();
            assert!(text.contains("<h1>") && text.contains("r-1"), "{status}");
        }
    }
}
