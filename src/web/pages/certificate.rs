//! Why there is no certificate yet, for visitors who come before there is one (H-046, H-050).

use super::super::layout::{Shell, mark, page};
use crate::base::Timestamp;
use crate::domain::{Certificate, CertificateTrouble};
use maud::{Markup, html};

/// What is wrong, what happens next, and the way past it with the certificate of our own.
/// `elsewhere` is the same page over HTTPS.
pub(in crate::web) fn show(shell: &Shell, certificate: &Certificate, elsewhere: &str) -> Markup {
    let words = shell.words;
    let title = words.say("certificate-title");
    let body = html! {
        section.card.stack.fault {
            (mark())
            h1 { (title) }
            p { (words.say("certificate-text")) }
            (reason(shell, certificate))
            @if let Some(fingerprint) = &certificate.fingerprint {
                p { (words.say("certificate-meanwhile")) }
                p { code { (fingerprint) } }
                a.button href=(elsewhere) { (words.say("certificate-go-on")) }
            }
        }
    };
    page(shell, &title, &body)
}

fn reason(shell: &Shell, certificate: &Certificate) -> Markup {
    let words = shell.words;
    html! {
        @if !certificate.is_automatic { p.soft { (words.say("certificate-off")) } }
        @if let Some(trouble) = &certificate.trouble { (told(shell, trouble)) }
        @if certificate.is_asking { p.soft { (words.say("certificate-asking")) } }
        @else if let Some(next) = certificate.next { p.soft { (words.say("certificate-next")) " " (moment(next)) } }
    }
}

/// A moment to come, to the minute.
pub(super) fn moment(at: Timestamp) -> Markup {
    let text = at.to_string();
    let (day, hour) = (text.get(..10).unwrap_or_default(), text.get(11..16).unwrap_or_default());
    html! { time datetime=(text) { bdi { (day) " " (hour) " UTC" } } }
}

/// A failure in the reader's words, and in the authority's.
pub(super) fn told(shell: &Shell, trouble: &CertificateTrouble) -> Markup {
    html! {
        p.soft { (shell.words.say(&format!("certificate-fault-{}", trouble.name))) }
        @if !trouble.detail.is_empty() {
            p.meta { (shell.words.say("certificate-said")) " " bdi { (trouble.detail) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;
    use crate::domain::Urgency;

    // H-046, H-050
    #[test]
    fn the_page_says_what_is_wrong_and_the_way_past_it() {
        let faults = [
            "unreachable",
            "nonce",
            "not-proven",
            "limited",
            "not-offered",
            "refused",
            "deadline",
            "unusable",
            "broke-off",
        ];
        for name in faults {
            let trouble = CertificateTrouble {
                name,
                detail: "connection <refused>".to_owned(),
                since: None,
                urgency: Urgency::High,
            };
            let certificate = Certificate {
                is_automatic: true,
                fingerprint: Some("AA:BB".to_owned()),
                trouble: Some(trouble),
                ..Certificate::default()
            };
            let text =
                show(&sample::stranger(Place::Elsewhere), &certificate, "https://192.168.1.5/setup?a=b").into_string();
            assert!(text.contains("connection &lt;refused&gt;") && text.contains("AA:BB"), "{text}");
            assert!(text.contains("https://192.168.1.5/setup?a=b") && !text.contains(">certificate-"), "{name}");
        }
    }
}
