//! What people see when something did not work (W-018, H-164).

use super::super::layout::{Shell, mark, page};
use maud::{Markup, html};

/// A page for a status: what happened and what to do, in the given words or the status's own.
/// `request` names the request in the log.
pub(in crate::web) fn show(shell: &Shell, status: u16, words: Option<&str>, request: Option<&str>) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let name = sentence(status);
    let title = say(name);
    let told = words.map_or_else(|| say(&format!("{name}-words")), str::to_owned);
    let body = html! {
        section.card.stack.fault {
            (mark())
            h1 { (title) }
            p.soft { (told) }
            @if let Some(request) = request {
                p.meta { (say("fault-request-before")) " " code { (request) } " " (say("fault-request-after")) }
            }
            @if shell.viewer().is_some() { a.button href="/stream" { (say("fault-to-stream")) } }
            @else { a.button href="/" { (say("fault-to-front")) } }
        }
    };
    page(shell, &title, &body)
}

/// The name of the sentence that says what a status means.
fn sentence(status: u16) -> &'static str {
    match status {
        400 => "fault-400",
        403 => "fault-403",
        404 => "fault-404",
        405 => "fault-405",
        413 => "fault-413",
        422 => "fault-422",
        429 => "fault-429",
        503 => "fault-503",
        _ => "fault-500",
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
