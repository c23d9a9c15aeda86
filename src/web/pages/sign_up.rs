//! Making an account with an invitation, or freely where the pod is open (spec/features.md §2.1).

use super::super::form::Form;
use super::super::layout::{Place, Shell, hidden, mark, page};
use super::super::parts::{Errors, Kind, face, field, summary, text_area};
use super::super::reply::{Failure, answer, go, go_saying, page as reply_page, page_with, refused_form};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use super::sign_in;
use crate::base::limits;
use crate::domain::Refused;
use crate::domain::accounts::{self, NewAccount};
use crate::domain::admin::applicants;
use crate::domain::invitations;
use crate::domain::views::{self, InvitedView};
use crate::model::{Applicant, Registration, Role};
use crate::net::inbound::Bucket;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

/// What was filled in, kept when something is wrong; passwords are typed again.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct SignUp {
    /// Wanted name.
    pub(in crate::web) name: String,
    /// E-mail address; may be empty.
    pub(in crate::web) email: String,
    /// Whether an admin has to agree first, and what is said to them.
    pub(in crate::web) asks: bool,
    pub(in crate::web) words: String,
    /// Whether the pod has terms (W-017).
    pub(in crate::web) has_terms: bool,
}

/// The form. Without an invitation the pod has to be open.
pub(in crate::web) fn show(shell: &Shell, invited: Option<&InvitedView>, form: &SignUp, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let with_pod = |name: &str| shell.words.say_with(name, &[("pod", shell.view.pod_name.as_str().into())]);
    let body = html! {
        div.gate-top {
            @match invited {
                Some(invited) => {
                    (face(&invited.inviter, "face-l"))
                    h1 { (shell.words.say_with("account-invites-you", &[("name", invited.inviter.name.as_str().into())])) }
                    p.soft { (with_pod("account-invites-to")) }
                }
                None => {
                    (mark())
                    h1 { (with_pod("account-welcome-to")) }
                }
            }
        }
        form.card.stack method="post" action="/users" {
            (hidden(shell))
            @if let Some(invited) = invited { input type="hidden" name="code" value=(invited.code); }
            (summary(errors))
            (account_fields(shell, &form.name, &form.email, errors))
            @if form.asks {
                (text_area("words", &say("account-ask-words"), &form.words, Some(&with_pod("account-ask-words-hint")), errors))
            }
            @if form.has_terms {
                p.hint { (say("account-terms-agree")) " " a href="/terms" { (say("account-terms")) } }
            }
            button.button.button-main type="submit" {
                (say(if form.asks { "account-ask-in" } else { "account-make-mine" }))
            }
        }
        p.meta.gate-top { span { (say("account-already-here")) " " a href="/users/sign_in" { (say("account-sign-in")) } } }
    };
    page(shell, &say("account-sign-up"), &body)
}

/// Name, password twice, e-mail: what every new account needs, here and in the setup.
pub(super) fn account_fields(shell: &Shell, name: &str, email: &str, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let suffix = format!("@{}", shell.view.pod_host);
    let hints = [
        say("account-name-hint"),
        say("account-password-hint"),
        say("account-email-hint"),
        say("account-password-strength"),
    ];
    let name = Kind {
        hint: Some(&hints[0]),
        suffix: Some(&suffix),
        fills: Some("username"),
        most: Some(limits::USER_NAME),
        is_required: true,
        is_exact: true,
        ..Kind::text(name)
    };
    let password = Kind {
        hint: Some(&hints[1]),
        least: Some(*limits::PASSWORD.start()),
        meter: Some(&hints[3]),
        ..Kind::password("new-password")
    };
    let email = Kind {
        input: "email",
        hint: Some(&hints[2]),
        fills: Some("email"),
        most: Some(limits::SHORT),
        is_exact: true,
        ..Kind::text(email)
    };
    html! {
        (field("name", &say("account-name"), name, errors))
        (field("password", &say("account-password"), password, errors))
        (field("password_again", &say("account-password-again"), Kind::password("new-password"), errors))
        (field("email", &say("account-email"), email, errors))
    }
}

/// For those who come without an invitation to a pod that wants one.
pub(in crate::web) fn closed(shell: &Shell) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let pod = [("pod", shell.view.pod_name.as_str().into())];
    let body = html! {
        div.gate-top { (mark()) h1 { (say("account-by-invitation")) } }
        section.card.stack {
            p { (shell.words.say_with("account-by-invitation-how", &pod)) }
            p.soft { (say("account-by-invitation-used")) }
            a.button href="/users/sign_in" { (say("account-have-one")) }
        }
    };
    page(shell, &say("account-by-invitation"), &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let invited = warp::path!("i" / String)
        .and(get())
        .and(visit(web))
        .then(|code, begun| answer(begun, |visit| open_invited(visit, code)));
    let open = warp::path!("users" / "sign_up").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let join = warp::path!("users").and(sending(web)).then(|begun, body| posted(begun, body, join));
    invited.boxed().or(open.boxed()).unify().or(join.boxed()).unify().boxed()
}

/// The invitation of a code with whoever made it, if it is still good.
async fn invitation(visit: &Visit, code: &str) -> Result<Option<InvitedView>, Failure> {
    let (eyes, code) = (visit.eyes(), code.to_owned());
    let found = visit
        .pod()
        .read::<_, Refused>(move |tx| match invitations::find(tx, &code)? {
            Some((invitation, inviter)) => {
                let inviter = views::person(tx, eyes.look(), inviter.person)?;
                Ok(Some(InvitedView { code: invitation.code, inviter }))
            }
            None => Ok(None),
        })
        .await?;
    Ok(found)
}

async fn open_invited(visit: Visit, code: String) -> Result<Response, Failure> {
    let invited = invitation(&visit, &code).await?;
    match (&invited, visit.session().is_some()) {
        // W-036
        (Some(invited), true) => {
            let name = [("name", invited.inviter.name.as_str().into())];
            let words = visit.words().say_with("account-invitation-yours", &name);
            Ok(go_saying(&visit, &format!("/people/{}", invited.inviter.guid), false, &words))
        }
        (None, true) => Ok(go_saying(&visit, "/stream", true, &visit.words().say("account-invitation-gone"))),
        (Some(_), false) => {
            let shell = visit.shell(Place::Gate).await?;
            Ok(reply_page(&visit, show(&shell, invited.as_ref(), &SignUp::default(), &Errors::default())))
        }
        (None, false) => {
            let shell = visit.shell(Place::Gate).await?;
            Ok(page_with(&visit, StatusCode::NOT_FOUND, closed(&shell)))
        }
    }
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    if visit.session().is_some() {
        return Ok(go(&visit, "/stream"));
    }
    let shell = visit.shell(Place::Gate).await?;
    let form = SignUp { asks: needs_approval(&visit), has_terms: has_terms(&visit), ..SignUp::default() };
    let markup = match shell.view.is_open {
        true => show(&shell, None, &form, &Errors::default()),
        false => closed(&shell),
    };
    Ok(reply_page(&visit, markup))
}

async fn join(visit: Visit, form: Form) -> Result<Response, Failure> {
    let invited = invitation(&visit, form.text("code")).await?;
    let shell = visit.shell(Place::Gate).await?;
    if invited.is_none() && !shell.view.is_open {
        return Ok(page_with(&visit, StatusCode::FORBIDDEN, closed(&shell)));
    }
    let kept = SignUp {
        name: form.text("name").to_owned(),
        email: form.text("email").to_owned(),
        asks: invited.is_none() && needs_approval(&visit),
        words: form.lines("words"),
        has_terms: has_terms(&visit),
    };
    let errors = mistakes(&visit, &form, Role::Member).await?;
    if !errors.is_empty() {
        return refused_form(&visit, show(&shell, invited.as_ref(), &kept, &errors));
    }
    visit.count(Bucket::SignUp)?;
    if kept.asks {
        return ask(&visit, &shell, &form, &kept).await;
    }
    let new = new_account(&visit, &form, Role::Member).await?;
    let code = invited.as_ref().map(|invited| invited.code.clone());
    match visit.pod().write(move |tx, cx| invitations::sign_up(tx, cx, code.as_deref(), new)).await {
        Ok(account) => sign_in::welcome(&visit, account, "/getting_started").await,
        Err(Refused::Invalid(field, why)) => {
            let mut errors = Errors::default();
            errors.add(field, visit.words().tell(&why));
            refused_form(&visit, show(&shell, invited.as_ref(), &kept, &errors))
        }
        Err(other) => Err(other.into()),
    }
}

/// What somebody sees who asked for an account.
fn asked(shell: &Shell) -> Markup {
    let say = |name: &str| shell.words.say_with(name, &[("pod", shell.view.pod_name.as_str().into())]);
    let body = html! {
        div.gate-top { (mark()) h1 { (say("account-asked-title")) } }
        section.card { p { (say("account-asked")) } }
    };
    page(shell, &say("account-asked-title"), &body)
}

fn has_terms(visit: &Visit) -> bool {
    visit.instance().is_some_and(|instance| instance.policy.terms)
}

fn needs_approval(visit: &Visit) -> bool {
    visit.instance().is_some_and(|instance| instance.registration == Registration::Approval)
}

/// Asks the admins for an account (W-242). There is none before they agree.
async fn ask(visit: &Visit, shell: &Shell, form: &Form, kept: &SignUp) -> Result<Response, Failure> {
    let password = visit.pod().hash_password(form.text("password").to_owned()).await?;
    let applicant = Applicant {
        name: kept.name.clone(),
        email: Some(kept.email.clone()).filter(|email| !email.is_empty()),
        password,
        language: visit.words().tag().to_owned(),
        words: kept.words.clone(),
        since: visit.now(),
    };
    match visit.pod().write(move |tx, cx| applicants::apply(tx, cx, applicant)).await {
        Ok(()) => Ok(reply_page(visit, asked(shell))),
        Err(Refused::Invalid(field, why)) => {
            let mut errors = Errors::default();
            errors.add(field, visit.words().tell(&why));
            refused_form(visit, show(shell, None, kept, &errors))
        }
        Err(other) => Err(other.into()),
    }
}

/// Everything that is wrong with the fields of a new account, at once (W-026).
pub(super) async fn mistakes(visit: &Visit, form: &Form, role: Role) -> Result<Errors, Failure> {
    let (name, email) = (form.text("name").to_owned(), form.text("email").to_owned());
    let (password, again) = (form.text("password").to_owned(), form.text("password_again").to_owned());
    let checks = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            Ok([
                accounts::check_name(tx, &name, role).map(drop),
                accounts::check_password(&password, &again),
                accounts::check_email(tx, &email, None).map(drop),
            ])
        })
        .await?;
    let mut errors = Errors::default();
    for check in checks {
        match check {
            Ok(()) => {}
            Err(Refused::Invalid(field, why)) => errors.add(field, visit.words().tell(&why)),
            Err(other) => return Err(other.into()),
        }
    }
    Ok(errors)
}

/// What is made outside the transaction: the password's hash and the key pair.
pub(super) async fn new_account(visit: &Visit, form: &Form, role: Role) -> Result<NewAccount, Failure> {
    let password = visit.pod().hash_password(form.text("password").to_owned()).await?;
    let key = visit.pod().new_key().await;
    Ok(NewAccount {
        name: form.text("name").to_owned(),
        email: Some(form.text("email").to_owned()).filter(|email| !email.is_empty()),
        password,
        key: key.ok_or_else(|| Failure::Broken("a key pair could not be made".to_owned()))?,
        role,
        language: visit.words().tag().to_owned(),
        invited_by: None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-026: name and e-mail stay, passwords do not come back.
    #[test]
    fn a_refused_form_keeps_what_may_be_kept() {
        let mut errors = Errors::default();
        errors.add("password", "Too short.");
        let form = SignUp { name: "ines".into(), email: "i@x.example".into(), ..SignUp::default() };
        let text = show(&sample::stranger(Place::Gate), None, &form, &errors).into_string();
        assert!(
            text.contains("value=\"ines\"") && text.contains("value=\"i@x.example\"") && text.contains("Too short.")
        );
        assert!(text.contains("type=\"password\" value=\"\""));
    }
}
