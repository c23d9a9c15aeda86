//! What people see when something did not work (W-018, H-164).

use super::super::layout::{Shell, mark, page};
use maud::{Markup, html};

/// Statuses with words of their own; everything else is our fault.
const KNOWN: &[u16] = &[400, 403, 404, 405, 406, 413, 422, 429, 500, 503];

/// A page for a status: what happened and what to do, in the given words or the status's own.
/// `request` names the request in the log.
pub(in crate::web) fn show(shell: &Shell, status: u16, words: Option<&str>, request: Option<&str>) -> Markup {
    let known = match status {
        507 => 503,
        known if KNOWN.contains(&known) => known,
        _ => 500,
    };
    let title = shell.words.say(&format!("error-{known}"));
    let general = shell.words.say(&format!("error-{known}-text"));
    let body = html! {
        section.card.stack.fault {
            (mark())
            h1 { (title) }
            p.soft { (words.unwrap_or(&general)) }
            @if let Some(request) = request { p.meta { (shell.words.say("error-request")) " " code { (request) } } }
            @if shell.viewer().is_some() { a.button href="/stream" { (shell.words.say("error-back-stream")) } }
            @else { a.button href="/" { (shell.words.say("error-back-front")) } }
        }
    };
    page(shell, &title, &body)
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-018: styled, and nothing but the request's name from inside.
    #[test]
    fn every_status_has_its_own_words() {
        for status in KNOWN {
            let text = show(&sample::stranger(Place::Elsewhere), *status, None, Some("r-1")).into_string();
            assert!(text.contains("<h1>") && text.contains("r-1") && !text.contains(">error-"), "{status}");
        }
    }
}
