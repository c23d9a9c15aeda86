//! Signing in, in one step or two, and out (spec/features.md §2.3, §2.4).

use super::super::form::{Form, is_own_path};
use super::super::layout::{Place, Shell, hidden, mark, page};
use super::super::parts::{Errors, Kind, field, icon};
use super::super::reply::{Failure, answer, go, go_saying, page as reply_page, refused_form, with_cookie};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use crate::domain::Refused;
use crate::domain::accounts;
use crate::domain::admin::applicants;
use crate::domain::sessions;
use crate::domain::two_factor;
use crate::model::{Account, Applicant};
use crate::net::inbound::Bucket;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// The form. `name` is kept from the last try; `back` is where the person wanted to go.
pub(in crate::web) fn show(shell: &Shell, name: &str, back: &str, refusal: Option<&str>, offers_reset: bool) -> Markup {
    let (none, say) = (Errors::default(), |name: &str| shell.words.say(name));
    let login =
        Kind { fills: Some("username"), most: Some(255), is_required: true, is_exact: true, ..Kind::text(name) };
    let title = shell.words.say_with("account-sign-in-to", &[("pod", shell.view.pod_name.as_str().into())]);
    let body = html! {
        div.gate-top { (mark()) h1 { (title) } }
        (refused(refusal))
        form.card.stack method="post" action="/users/sign_in" {
            (hidden(shell))
            input type="hidden" name="back" value=(back);
            (field("username", &say("account-name-or-email"), login, &none))
            (field("password", &say("account-password"), Kind::password("current-password"), &none))
            button.button.button-main type="submit" { (say("account-sign-in")) }
            @if offers_reset { a.link.link-soft href="/users/password/new" { (say("account-forgot")) } }
        }
        @if shell.view.is_open {
            p.meta.gate-top { span { (say("account-new-here")) " " a href="/users/sign_up" { (say("account-make-one")) } } }
        }
    };
    page(shell, &say("account-sign-in"), &body)
}

fn refused(words: Option<&str>) -> Markup {
    html! {
        @if let Some(words) = words {
            div.note.note-bad role="alert" tabindex="-1" data-focus { (icon("alert")) div { (words) } }
        }
    }
}

/// The second step: a code from the device, or a recovery code.
pub(in crate::web) fn code(shell: &Shell, ticket: &str, refusal: Option<&str>) -> Markup {
    let (none, say) = (Errors::default(), |name: &str| shell.words.say(name));
    // Password managers fill it in, nothing has to be transcribed (WCAG 3.3.8).
    let code =
        Kind { fills: Some("one-time-code"), most: Some(32), is_required: true, is_exact: true, ..Kind::text("") };
    let body = html! {
        div.gate-top { (mark()) h1 { (say("account-code-title")) } }
        (refused(refusal))
        form.card.stack method="post" action="/users/sign_in/code" {
            (hidden(shell))
            input type="hidden" name="ticket" value=(ticket);
            p { (say("account-code-ask")) }
            (field("code", &say("account-code"), code, &none))
            button.button.button-main type="submit" { (say("account-code-go")) }
        }
    };
    page(shell, &say("account-code-title"), &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("users" / "sign_in").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let login = warp::path!("login")
        .and(get())
        .and(visit(web))
        .then(|begun| answer(begun, |visit| async move { Ok(go(&visit, "/users/sign_in")) }));
    let enter = warp::path!("users" / "sign_in").and(sending(web)).then(|begun, body| posted(begun, body, enter));
    let second =
        warp::path!("users" / "sign_in" / "code").and(sending(web)).then(|begun, body| posted(begun, body, second));
    let leave = warp::path!("users" / "sign_out")
        .and(sending(web))
        .then(|begun, body| posted(begun, body, move |visit, _| leave(visit)));
    open.boxed()
        .or(login.boxed())
        .unify()
        .or(enter.boxed())
        .unify()
        .or(second.boxed())
        .unify()
        .or(leave.boxed())
        .unify()
        .boxed()
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    let back = visit.query("back").unwrap_or_default();
    if visit.session().is_some() {
        return Ok(go(&visit, if is_own_path(&back) { &back } else { "/stream" }));
    }
    let shell = visit.shell(Place::Gate).await?;
    Ok(reply_page(&visit, show(&shell, "", &back, None, visit.pod().has_mail())))
}

/// Name or e-mail and password; a wrong name takes as long as a wrong password (H-127, W-038).
async fn enter(visit: Visit, form: Form) -> Result<Response, Failure> {
    visit.count(Bucket::SignIn)?;
    visit.count_for(Bucket::SignInAccount, &form.text("username").trim().to_lowercase())?;
    let (found, waits) = whose(&visit, form.text("username")).await?;
    let hash = found.as_ref().map(|account| &account.password).or(waits.as_ref().map(|waits| &waits.password));
    let fits = visit.pod().password_fits(form.text("password").to_owned(), hash.cloned()).await?;
    let back = form.back("back", "/stream");
    let (found, waits) = (found.filter(|_| fits), waits.is_some() && fits);
    if let Some(account) = &found {
        strengthen(&visit, account, form.text("password")).await?;
    }
    match found {
        Some(account) if account.locked.is_some() => {
            let shell = visit.shell(Place::Gate).await?;
            let words = visit.words().say("admin-sign-in-locked");
            refused_form(&visit, show(&shell, form.text("username"), form.text("back"), Some(&words), false))
        }
        Some(account) if two_factor::is_active(&account) => ask_code(&visit, account, back).await,
        Some(account) => welcome(&visit, account, &back).await,
        None => {
            failed(&visit);
            let shell = visit.shell(Place::Gate).await?;
            let words = if waits { "account-asked-waiting" } else { "account-sign-in-wrong" };
            let (words, offers) = (visit.words().say(words), visit.pod().has_mail() && !waits);
            refused_form(&visit, show(&shell, form.text("username"), form.text("back"), Some(&words), offers))
        }
    }
}

/// One line with the visitor's whole address, for programs that shut such visitors out (H-118). Its
/// words are promised in the help.
fn failed(visit: &Visit) {
    tracing::warn!(client = %visit.client().ip(), "a sign-in failed");
}

/// Whose name or address this is, or who asked for an account under it. Only whoever knows the
/// password is told of either.
async fn whose(visit: &Visit, login: &str) -> Result<(Option<Account>, Option<Applicant>), Refused> {
    let login = login.to_owned();
    visit
        .pod()
        .read(move |tx| match accounts::by_login(tx, &login)? {
            Some(account) => Ok((Some(account), None)),
            None => Ok((None, applicants::by_login(tx, &login)?)),
        })
        .await
}

/// Old texts of passwords get as strong as new ones while the password is at hand (H-127).
async fn strengthen(visit: &Visit, account: &Account, password: &str) -> Result<(), Refused> {
    let stronger = visit.pod().stronger_hash(password.to_owned(), &account.password).await?;
    let Some(stronger) = stronger else { return Ok(()) };
    let account = account.clone();
    visit.pod().write(move |tx, _| accounts::strengthen_password(tx, &account, stronger)).await
}

/// The password fitted; the code comes next (W-058).
async fn ask_code(visit: &Visit, account: Account, back: String) -> Result<Response, Failure> {
    let ticket = visit.pod().write(move |tx, cx| two_factor::ask(tx, cx, &account, &back)).await?;
    let shell = visit.shell(Place::Gate).await?;
    Ok(reply_page(visit, code(&shell, &ticket, None)))
}

async fn second(visit: Visit, form: Form) -> Result<Response, Failure> {
    visit.count(Bucket::SignIn)?;
    let (seal, now, ticket) = (visit.pod().seal(), visit.now(), form.text("ticket").to_owned());
    let whose = visit.pod().read::<_, Refused>(move |tx| Ok(two_factor::ticket(tx, &seal, now, &ticket)?)).await?;
    let too_late = || {
        let words = visit.words().say("account-sign-in-again");
        Ok(go_saying(&visit, "/users/sign_in", true, &words))
    };
    let Some(account) = whose else { return too_late() };
    visit.count_for(Bucket::SecondFactor, &account.name)?;
    let (ticket, typed) = (form.text("ticket").to_owned(), form.text("code").to_owned());
    match visit.pod().write(move |tx, cx| two_factor::pass(tx, cx, &ticket, &typed)).await {
        Ok(Some((account, back))) => welcome(&visit, account, if is_own_path(&back) { &back } else { "/stream" }).await,
        Ok(None) => {
            failed(&visit);
            let shell = visit.shell(Place::Gate).await?;
            refused_form(&visit, code(&shell, form.text("ticket"), Some(&visit.words().say("account-code-wrong"))))
        }
        Err(Refused::Forbidden(_)) => too_late(),
        Err(other) => Err(other.into()),
    }
}

/// Opens a new session, never an old one again, and leads on (H-123).
pub(super) async fn welcome(visit: &Visit, account: Account, to: &str) -> Result<Response, Failure> {
    let (browser, address) = (visit.browser(), visit.client().to_string());
    let old = visit.session().map(|session| session.token);
    let (token, is_new_here) = visit
        .pod()
        .write::<_, Refused>(move |tx, cx| {
            if let Some(old) = old {
                sessions::end(tx, old)?;
            }
            sessions::note_use(tx, cx, account.id, Some(&address))?;
            Ok((sessions::open(tx, cx, account.id, &browser)?, accounts::wants_first_steps(tx, &account)?))
        })
        .await?;
    // Whoever wanted no page in particular begins with the first steps (W-084).
    let to = if is_new_here && to == "/stream" { "/getting_started" } else { to };
    Ok(with_cookie(go(visit, to), visit.session_cookie(Some(&token))))
}

async fn leave(visit: Visit) -> Result<Response, Failure> {
    if let Some(token) = visit.session().map(|session| session.token) {
        visit.pod().write::<_, Refused>(move |tx, _| Ok(sessions::end(tx, token)?)).await?;
    }
    Ok(with_cookie(go(&visit, "/"), visit.session_cookie(None)))
}
