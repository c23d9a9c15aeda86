//! Terms and privacy: the admins' own text, or ours (W-017).

use super::super::layout::{Place, Shell, page};
use super::super::reply::{Failure, answer, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::domain::Refused;
use crate::domain::instance;
use crate::domain::views;
use crate::domain::words::Words;
use crate::model::{Policy, TextPlace};
use maud::{Markup, PreEscaped, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// Parts of our own terms and of our own privacy policy: title and text.
const TERMS: &[&str] = &["use", "yours", "conduct", "others", "end"];
const PRIVACY: &[&str] = &["stored", "seen", "network", "cookies", "rights"];

/// Both texts; an absent one is ours.
fn show(shell: &Shell, terms: Option<&str>, privacy: Option<&str>, policy: &Policy) -> Markup {
    let words = shell.words;
    let body = html! {
        h1 { (words.say("terms-title")) }
        nav.pills aria-label=(words.say("terms-title")) {
            a.pill href="#terms" { (words.say("terms-terms")) }
            a.pill href="#privacy" { (words.say("terms-privacy")) }
        }
        section.card.stack #terms {
            h2 { (words.say("terms-terms")) }
            @match terms { Some(text) => div.words { (PreEscaped(text)) }, None => (own(shell, "terms", TERMS)) }
            @if policy.minimum_age > 0 { p { (words.say_with("terms-age", &[("age", policy.minimum_age.into())])) } }
            @if !policy.jurisdiction.is_empty() { p { (words.say_with("terms-law", &[("law", policy.jurisdiction.as_str().into())])) } }
        }
        section.card.stack #privacy {
            h2 { (words.say("terms-privacy")) }
            @match privacy { Some(text) => div.words { (PreEscaped(text)) }, None => (own(shell, "privacy", PRIVACY)) }
        }
    };
    page(shell, &words.say("terms-title"), &body)
}

fn own(shell: &Shell, family: &str, parts: &[&str]) -> Markup {
    let (words, pod) = (shell.words, shell.view.pod_name.as_str());
    let say = |words: Words, name: &str| words.say_with(name, &[("pod", pod.into())]);
    html! {
        @for part in parts {
            h3 { (say(words, &format!("terms-{family}-{part}"))) }
            p { (say(words, &format!("terms-{family}-{part}-text"))) }
        }
    }
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    warp::path!("terms").and(get()).and(visit(web)).then(|begun| answer(begun, open)).boxed()
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    let eyes = visit.eyes();
    let read = visit.pod().read::<_, Refused>(move |tx| {
        let policy = instance::policy(tx)?;
        let terms = views::pod_text(tx, eyes.look(), TextPlace::Terms)?;
        let privacy = views::pod_text(tx, eyes.look(), TextPlace::Privacy)?;
        Ok((views::shell(tx, eyes.look())?, terms, privacy, policy))
    });
    let (shell, terms, privacy, policy) = read.await?;
    if !policy.terms {
        return Err(Failure::Status(404));
    }
    let shell = visit.dress(shell, Place::Elsewhere);
    Ok(reply_page(&visit, show(&shell, terms.as_deref(), privacy.as_deref(), &policy)))
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // W-017
    #[test]
    fn our_own_terms_are_complete_and_an_own_text_replaces_them() {
        let shell = sample::stranger(Place::Elsewhere);
        let policy = Policy { minimum_age: 16, jurisdiction: "Portugal".to_owned(), ..Policy::default() };
        let text = show(&shell, None, None, &policy).into_string();
        assert!(
            !text.contains(">terms-")
                && text.contains("Maple Street")
                && text.contains("16")
                && text.contains("Portugal")
        );
        let text = show(&shell, Some("<p>Ours</p>"), None, &policy).into_string();
        assert!(text.contains("<p>Ours</p>") && !text.contains(&shell.words.say("terms-terms-conduct")));
    }
}
