//! Looking after the second step of signing in (spec/features.md §2.4, H-128).

use super::super::form::Form;
use super::super::layout::{Place, Shell, hidden, page};
use super::super::parts::{Errors, Kind, field, square_code, summary};
use super::super::reply::{Failure, answer, go, go_saying, page as reply_page, refused_form};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use super::settings;
use crate::domain::Refused;
use crate::domain::two_factor::{self, Enrolment};
use crate::model::Account;
use crate::net::inbound::Bucket;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("two_factor_authentication")
        .and(get())
        .and(visit(web))
        .then(|begun| answer(begun, |visit| open(visit, Errors::default())));
    let act = warp::path!("two_factor_authentication" / String).and(sending(web)).then(|verb: String, begun, body| {
        posted(begun, body, move |visit, form| async move {
            match verb.as_str() {
                "begin" => begin(visit).await,
                "activate" => activate(visit, form).await,
                "renew" => renew(visit, form).await,
                "stop" => stop(visit, form).await,
                _ => Err(Failure::Status(404)),
            }
        })
    });
    open.boxed().or(act.boxed()).unify().boxed()
}

/// How far it is.
enum Stage {
    Off,
    /// The secret is on its way to the device.
    Enrolling(Enrolment),
    /// On, with so many recovery codes left.
    On(usize),
}

async fn open(visit: Visit, errors: Errors) -> Result<Response, Failure> {
    let account = visit.account()?;
    let shell = visit.shell(Place::Settings).await?;
    let markup = show(&shell, &stage(&visit, &account), &account.name, &errors);
    if errors.is_empty() { Ok(reply_page(&visit, markup)) } else { refused_form(&visit, markup) }
}

fn stage(visit: &Visit, account: &Account) -> Stage {
    match &account.two_factor {
        Some(factor) if factor.is_active => Stage::On(factor.recovery.len()),
        _ => {
            let seal = visit.pod().seal();
            let enrolment = visit.instance().and_then(|pod| two_factor::enrolment(account, pod, &seal));
            enrolment.map_or(Stage::Off, Stage::Enrolling)
        }
    }
}

fn show(shell: &Shell, stage: &Stage, name: &str, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let body = html! {
        (settings::account_tabs(shell))
        (summary(errors))
        @match stage {
            Stage::Off => form.card.stack method="post" action="/two_factor_authentication/begin" {
                (hidden(shell))
                h2 { (say("account-two-factor")) }
                p { (say("account-two-factor-off")) }
                div.row { button.button.button-main type="submit" { (say("account-two-factor-begin")) } }
            },
            Stage::Enrolling(enrolment) => (enrolling(shell, enrolment, errors)),
            Stage::On(left) => (on(shell, *left, name, errors)),
        }
    };
    page(shell, &say("account-two-factor"), &body)
}

fn enrolling(shell: &Shell, enrolment: &Enrolment, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let letters: Vec<char> = enrolment.secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    let code =
        Kind { fills: Some("one-time-code"), most: Some(8), is_required: true, is_exact: true, ..Kind::text("") };
    html! {
        form.card.stack method="post" action="/two_factor_authentication/activate" {
            (hidden(shell))
            h2 { (say("account-two-factor")) }
            p { (say("account-two-factor-scan")) }
            (square_code(&enrolment.address, &say("account-two-factor-picture")))
            div.field { p.label { (say("account-two-factor-secret")) } p.id { code { (groups.join(" ")) } } }
            p { (say("account-two-factor-type")) }
            (field("code", &say("account-code"), code, errors))
            div.row {
                button.button.button-main type="submit" { (say("account-two-factor-activate")) }
                button.button form="act" formaction="/two_factor_authentication/stop" { (say("account-two-factor-cancel")) }
            }
        }
    }
}

fn on(shell: &Shell, left: usize, name: &str, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let password = Kind::password("current-password");
    html! {
        form.card.stack method="post" action="/two_factor_authentication/renew" {
            (hidden(shell))
            h2 { (say("account-recovery")) }
            p { (shell.words.say_with("account-two-factor-left", &[("count", left.into())])) }
            p.hint { (say("account-recovery-renew-hint")) }
            div.row { button.button type="submit" { (say("account-two-factor-renew")) } }
        }
        form.card.stack method="post" action="/two_factor_authentication/stop" {
            (hidden(shell))
            h2 { (say("account-two-factor-stop")) }
            p { (say("account-two-factor-stop-hint")) }
            input type="text" name="username" autocomplete="username" value=(name) hidden readonly;
            (field("password", &say("account-password"), password, errors))
            div.row { button.button type="submit" { (say("account-two-factor-stop")) } }
        }
    }
}

/// The recovery codes, this once (W-056).
fn recovery(shell: &Shell, codes: &[String]) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let body = html! {
        (settings::account_tabs(shell))
        section.card.stack {
            h2 { (say("account-recovery")) }
            p { (say("account-recovery-hint")) }
            ul.codes role="list" { @for code in codes { li { code { (code) } } } }
            div.row { a.button.button-main href="/user/edit" { (say("account-code-go")) } }
        }
    };
    page(shell, &say("account-recovery"), &body)
}

async fn begin(visit: Visit) -> Result<Response, Failure> {
    let account = visit.account()?;
    visit.pod().write(move |tx, cx| two_factor::begin(tx, cx, &account)).await?;
    Ok(go(&visit, "/two_factor_authentication"))
}

async fn activate(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    visit.count_for(Bucket::SecondFactor, &account.name)?;
    let code = form.text("code").to_owned();
    match visit.pod().write(move |tx, cx| two_factor::activate(tx, cx, &account, &code)).await {
        Ok(codes) => Ok(reply_page(&visit, recovery(&visit.shell(Place::Settings).await?, &codes))),
        Err(Refused::Invalid(field, why)) => wrong(visit, field, why).await,
        Err(other) => Err(other.into()),
    }
}

async fn renew(visit: Visit, _: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    let codes = visit.pod().write(move |tx, cx| two_factor::renew_recovery(tx, cx, &account)).await?;
    Ok(reply_page(&visit, recovery(&visit.shell(Place::Settings).await?, &codes)))
}

/// Once it is on, only the password ends it (W-059).
async fn stop(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    if two_factor::is_active(&account) {
        visit.count_for(Bucket::SecondFactor, &account.name)?;
        let password = Some(account.password.clone());
        if !visit.pod().password_fits(form.text("password").to_owned(), password).await? {
            return wrong(visit, "password", "account-password-wrong".into()).await;
        }
    }
    visit.pod().write(move |tx, _| two_factor::deactivate(tx, &account)).await?;
    Ok(go_saying(&visit, "/user/edit", false, &visit.words().say("account-two-factor-stopped")))
}

async fn wrong(visit: Visit, field: &'static str, why: crate::domain::words::Sentence) -> Result<Response, Failure> {
    let mut errors = Errors::default();
    errors.add(field, visit.words().tell(&why));
    open(visit, errors).await
}
