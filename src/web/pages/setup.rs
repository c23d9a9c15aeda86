//! The first visit: the pod gets its name and its first account (H-017 to H-019).
//!
//! Reached only with the one-time token of the printed link; the token travels in the form.

use super::super::form::Form;
use super::super::layout::{Place, Shell, hidden, mark, page};
use super::super::parts::{Errors, Kind, field, icon, summary};
use super::super::reply::{Failure, answer, go, page as reply_page, page_with, refused_form};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use super::sign_up::account_fields;
use super::{sign_in, sign_up};
use crate::domain::Refused;
use crate::domain::instance::NewInstance;
use crate::domain::setup;
use crate::model::Role;
use crate::net::inbound::Bucket;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

/// What was filled in.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Setup {
    /// Name of the pod.
    pub(in crate::web) pod_name: String,
    /// Name of the first account.
    pub(in crate::web) name: String,
    /// Its e-mail address; may be empty.
    pub(in crate::web) email: String,
}

/// Where the pod will be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Reach {
    /// Under a name of its own in the whole network.
    Network,
    /// In the home network only.
    Home,
}

/// The one form of the setup.
pub(in crate::web) fn show(shell: &Shell, token: &str, reach: Reach, form: &Setup, errors: &Errors) -> Markup {
    let words = shell.words;
    let hint = words.say("setup-pod-name-hint");
    let pod_name = Kind { hint: Some(&hint), most: Some(60), is_required: true, ..Kind::text(&form.pod_name) };
    let body = html! {
        div.gate-top {
            (mark())
            h1 { (words.say("setup-welcome")) }
            p.soft { (words.say("setup-two-things")) }
        }
        form.stack method="post" action="/setup" {
            (hidden(shell))
            input type="hidden" name="token" value=(token);
            (summary(errors))
            section.card.stack {
                h2 { (words.say("setup-pod")) }
                (field("pod_name", &words.say("setup-pod-name"), pod_name, errors))
                (address(shell, reach))
            }
            section.card.stack {
                h2 { (words.say("setup-account")) }
                p.soft { (words.say("setup-account-words")) }
                (account_fields(shell, &form.name, &form.email, errors))
            }
            button.button.button-main type="submit" { (words.say("setup-start")) }
        }
    };
    page(shell, &shell.words.say("setup-title"), &body)
}

/// What the address means; it comes from the configuration, not from this form.
fn address(shell: &Shell, reach: Reach) -> Markup {
    html! {
        div.note.note-care {
            (icon(if reach == Reach::Network { "globe" } else { "home" }))
            div {
                p { (shell.words.say("setup-address")) " " b { (shell.view.pod_host) } }
                @match reach {
                    Reach::Network => p.meta { (shell.words.say("setup-address-network")) },
                    Reach::Home => p.meta { (shell.words.say("setup-address-home")) },
                }
            }
        }
    }
}

/// For a link that is wrong, used or too old.
pub(in crate::web) fn refused(shell: &Shell) -> Markup {
    let words = shell.words;
    let body = html! {
        div.gate-top { (mark()) h1 { (words.say("setup-waiting")) } }
        section.card.stack {
            p { (words.say("setup-waiting-link")) }
            p.soft { (words.say("setup-waiting-before")) " " code { "seedpod setup-link" } " " (words.say("setup-waiting-after")) }
        }
    };
    page(shell, &shell.words.say("setup-title"), &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("setup").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let complete = warp::path!("setup").and(sending(web)).then(|begun, body| posted(begun, body, complete));
    open.boxed().or(complete.boxed()).unify().boxed()
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    if visit.instance().is_some() {
        return Ok(go(&visit, "/"));
    }
    let token = visit.query("token").unwrap_or_default();
    let shell = visit.shell(Place::Gate).await?;
    if !visit.pod().setup_token_fits(&token) {
        visit.count(Bucket::Setup)?;
        return Ok(page_with(&visit, StatusCode::FORBIDDEN, refused(&shell)));
    }
    Ok(reply_page(&visit, show(&shell, &token, reach(&visit), &Setup::default(), &Errors::default())))
}

fn reach(visit: &Visit) -> Reach {
    if visit.pod().planned().1 { Reach::Network } else { Reach::Home }
}

/// Makes the pod and its first account, signs in, and opens the publisher (H-019).
async fn complete(visit: Visit, form: Form) -> Result<Response, Failure> {
    if visit.instance().is_some() {
        return Ok(go(&visit, "/"));
    }
    let shell = visit.shell(Place::Gate).await?;
    if !visit.pod().setup_token_fits(form.text("token")) {
        visit.count(Bucket::Setup)?;
        return Ok(page_with(&visit, StatusCode::FORBIDDEN, refused(&shell)));
    }
    let mut errors = sign_up::mistakes(&visit, &form, Role::Admin).await?;
    if form.text("pod_name").trim().is_empty() {
        errors.add("pod_name", visit.words().say("setup-pod-name-missing"));
    }
    if errors.is_empty() {
        let (url, federates) = visit.pod().planned();
        let pod = NewInstance { url, name: form.text("pod_name").to_owned(), federates };
        let admin = sign_up::new_account(&visit, &form, Role::Admin).await?;
        match visit.pod().write(move |tx, cx| setup::complete(tx, cx, pod, admin)).await {
            Ok(account) => return sign_in::welcome(&visit, account, "/status_messages/new").await,
            Err(Refused::Invalid(field, why)) => errors.add(field, visit.words().tell(&why)),
            Err(other) => return Err(other.into()),
        }
    }
    let kept = Setup {
        pod_name: form.text("pod_name").to_owned(),
        name: form.text("name").to_owned(),
        email: form.text("email").to_owned(),
    };
    refused_form(&visit, show(&shell, form.text("token"), reach(&visit), &kept, &errors))
}

/// What every other address says before the setup (H-017).
pub(in crate::web) async fn waiting(visit: &Visit) -> Result<Response, Failure> {
    let shell = visit.shell(Place::Gate).await?;
    Ok(page_with(visit, StatusCode::SERVICE_UNAVAILABLE, refused(&shell)))
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // H-019: the address is explained as permanent, or as home only.
    #[test]
    fn the_meaning_of_the_address_is_said() {
        let shell = sample::stranger(Place::Gate);
        let text = |reach| show(&shell, "t", reach, &Setup::default(), &Errors::default()).into_string();
        assert!(text(Reach::Network).contains("stays for ever"));
        assert!(text(Reach::Home).contains("home network only"));
    }
}
