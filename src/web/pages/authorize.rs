//! The page on which a person allows a program to act for them (spec/api-v1.md §1.4, §1.5).
//!
//! What is asked for lives with the session, not in the form: the form says yes or no to a page, and
//! nothing in it can change the page. Only the first address may be opened from other sites; it
//! shows something, or repeats a consent that was given before.

use super::super::form::Form;
use super::super::layout::{Place, Shell, hidden, mark, page};
use super::super::parts::icon;
use super::super::reply::{Failure, answer, go, page as reply_page, page_with, with_cookie};
use super::super::session::Visit;
use super::super::{Sent, Web, get, posted, sending, visit};
use crate::base::EntropyExt;
use crate::base::limits;
use crate::domain::openid::{self, Verdict};
use crate::domain::words::Words;
use crate::domain::{Refused, apps, sessions};
use crate::model::{Account, Application, ConsentRequest, Session};
use crate::net::inbound::body;
use crate::net::inbound::reply;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use warp::reply::Response;

const ASK: &str = "/api/openid_connect/authorizations/new";
const DECIDE: &str = "/api/openid_connect/authorizations";

/// As for every page, except that the answer of the form may lead to a program's own address, which
/// some browsers count as sending the form there.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
     connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; \
     require-trusted-types-for 'script'; trusted-types seedpod";

/// What a program wants, and who it says it is.
pub(super) fn show(shell: &Shell, application: &Application, request: &ConsentRequest) -> Markup {
    let words = shell.words;
    let name = application.name.clone().unwrap_or_else(|| words.say("api-unnamed"));
    let button = |approve: &str, class: &str, word: &str| {
        html! {
            form method="post" action=(DECIDE) {
                (hidden(shell))
                input type="hidden" name="page" value=(request.page);
                input type="hidden" name="approve" value=(approve);
                button.button class=(class) type="submit" { (words.say(word)) }
            }
        }
    };
    let body = html! {
        div.gate-top { (mark()) h1 { (words.say_with("api-consent-title", &[("program", name.as_str().into())])) } }
        div.card.stack {
            p { (words.say_with("api-consent-words", &[("program", name.as_str().into())])) }
            (scopes(words, &request.scopes))
            (papers(words, application))
            p.hint { (words.say_with("api-consent-back", &[("address", request.redirect_uri.as_str().into())])) }
            div.row { (button("true", "button-main", "api-approve")) (button("false", "", "api-deny")) }
        }
    };
    page(shell, &words.say_with("api-consent-title", &[("program", name.as_str().into())]), &body)
}

/// One line for each thing that is allowed.
pub(super) fn scopes(words: Words, scopes: &[String]) -> Markup {
    html! {
        ul.scopes {
            @for scope in scopes {
                @let name = scope.replace([':', '_'], "-");
                li { b { (words.say(&format!("api-scope-{name}"))) } " " span.hint { (words.say(&format!("api-scope-{name}-more"))) } }
            }
        }
    }
}

/// Where the program's maker says more.
pub(super) fn papers(words: Words, application: &Application) -> Markup {
    let papers = [
        ("api-site", &application.client_uri),
        ("api-terms", &application.tos_uri),
        ("api-policy", &application.policy_uri),
    ];
    html! {
        @if papers.iter().any(|(_, address)| address.is_some()) {
            p.meta {
                @for (name, address) in papers {
                    @if let Some(address) = address {
                        a href=(address) target="_blank" rel="noopener noreferrer nofollow" { (words.say(name)) } " "
                    }
                }
            }
        }
    }
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let new = warp::path!("api" / "openid_connect" / "authorizations" / "new");
    let open = new.and(get()).and(visit(web)).then(|begun| answer(begun, |visit| ask(visit, Vec::new())));
    // Other sites may send this form: it has no effect besides showing a page.
    let sent = new.and(warp::post()).and(visit(web)).and(body::whole(limits::FORM_BYTES));
    let sent =
        sent.then(|begun, sent: Sent| answer(begun, |visit| async move { ask(visit, body::pairs(&sent?)).await }));
    let decide = warp::path!("api" / "openid_connect" / "authorizations").and(sending(web));
    let decide = decide.then(|begun, sent| posted(begun, sent, decided));
    open.boxed().or(sent).unify().boxed().or(decide).unify().boxed()
}

async fn ask(visit: Visit, form: Vec<(String, String)>) -> Result<Response, Failure> {
    let mut pairs = form;
    pairs.extend(visit.query_pairs());
    let who = visit.signed_in();
    let (asked, now) = (pairs, visit.now());
    let judged = who.clone();
    let verdict = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let who = judged.as_ref().map(|(account, session)| (account, session));
            Ok(openid::consider(tx, now, &asked, who)?)
        })
        .await?;
    match (verdict, who) {
        (Verdict::Unknown, _) => unknown(&visit).await,
        (Verdict::Back(address), _) => Ok(back(&address)),
        (Verdict::SignIn(pairs), _) => sign_in(&visit, pairs).await,
        (Verdict::Deliver(request), Some((account, session))) => deliver(&visit, account, session, request).await,
        (Verdict::Ask(request), Some((_, session))) => consent(&visit, session, request).await,
        (Verdict::Ask(_) | Verdict::Deliver(_), None) => Err(Failure::Status(500)),
    }
}

/// The way back to the program.
fn back(address: &str) -> Response {
    reply::moved(StatusCode::FOUND, address)
}

/// Nobody knows the program, or the address it wants to be sent to: nothing is redirected.
async fn unknown(visit: &Visit) -> Result<Response, Failure> {
    let shell = visit.shell(Place::Gate).await?;
    let words = shell.words;
    let body = html! {
        div.gate-top { (mark()) h1 { (words.say("api-unknown-title")) } }
        div.note.note-bad role="alert" { (icon("alert")) div { (words.say("api-unknown-words")) } }
    };
    Ok(page_with(visit, StatusCode::BAD_REQUEST, page(&shell, &words.say("api-unknown-title"), &body)))
}

/// To the sign-in page and back with the same request; an open session is ended first.
async fn sign_in(visit: &Visit, pairs: Vec<(String, String)>) -> Result<Response, Failure> {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
    let address: String = url::form_urlencoded::byte_serialize(format!("{ASK}?{query}").as_bytes()).collect();
    let response = go(visit, &format!("/users/sign_in?back={address}"));
    let Some(token) = visit.session().map(|session| session.token) else { return Ok(response) };
    visit.pod().write::<_, Refused>(move |tx, _| Ok(sessions::end(tx, token)?)).await?;
    Ok(with_cookie(response, visit.session_cookie(None)))
}

async fn consent(visit: &Visit, session: Session, request: ConsentRequest) -> Result<Response, Failure> {
    let asked = visit
        .pod()
        .write::<_, Refused>(move |tx, cx| {
            let request = ConsentRequest { session: session.token, page: cx.entropy.hex::<16>(), ..request };
            apps::ask(tx, &request)?;
            let application = apps::find(tx, &request.client_id)?.ok_or(Refused::NotFound)?;
            Ok((application, request))
        })
        .await?;
    let shell = visit.shell(Place::Gate).await?;
    let mut response = reply_page(visit, show(&shell, &asked.0, &asked.1));
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}

async fn deliver(
    visit: &Visit,
    account: Account,
    session: Session,
    request: ConsentRequest,
) -> Result<Response, Failure> {
    visit.pod().ready_to_sign().await?;
    let address = visit.pod().write::<_, Refused>(move |tx, cx| {
        apps::answered(tx, session.token)?;
        openid::deliver(tx, cx, &account, session.created, &request)
    });
    Ok(back(&address.await?))
}

/// The person pressed a button; what it is about was remembered with the session.
async fn decided(visit: Visit, form: Form) -> Result<Response, Failure> {
    let Some((account, session)) = visit.signed_in() else { return Err(Failure::SignIn("/".to_owned())) };
    let (token, page) = (session.token, form.text("page").to_owned());
    let asked = visit.pod().read::<_, Refused>(move |tx| Ok(apps::asked(tx, token)?)).await?;
    let Some(request) = asked.filter(|asked| asked.page == page) else { return unknown(&visit).await };
    if form.text("approve") == "true" {
        return deliver(&visit, account, session, request).await;
    }
    visit.pod().write::<_, Refused>(move |tx, _| Ok(apps::answered(tx, token)?)).await?;
    Ok(back(&openid::refuse(&request)))
}
