//! What the settings change (spec/features.md §2.6, §2.7, §3.2).

use super::super::form::{Form, Step, Upload};
use super::super::layout::Place;
use super::super::parts::Errors;
use super::super::reply::{Failure, answer, go, go_saying, page, refused_form, with_cookie};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, uploading, visit};
use super::{publish, settings};
use crate::base::Guid;
use crate::domain::Refused;
use crate::domain::accounts::{self, Habits};
use crate::domain::blocks;
use crate::domain::invitations;
use crate::domain::mails;
use crate::domain::photos::{NewPhoto, Use};
use crate::domain::profiles::{self, NewProfile};
use crate::domain::resets;
use crate::domain::sessions;
use crate::domain::views::{self, BirthdayView, ProfileFormView, ShellView};
use crate::domain::words::{Sentence, Words};
use crate::model::{AspectId, Birthday, MailKind, PostDefault, Theme};
use crate::net::inbound::Bucket;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::multipart::FormData;
use warp::reply::Response;

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let profile = warp::path!("profile" / "edit").and(get()).and(visit(web)).then(|begun| answer(begun, open_profile));
    let save =
        warp::path!("profile").and(uploading(web)).then(|begun, data| answer(begun, |visit| save_profile(visit, data)));
    let account = warp::path!("user" / "edit")
        .and(get())
        .and(visit(web))
        .then(|begun| answer(begun, |visit| open_account(visit, Errors::default())));
    let change = warp::path!("user" / String).and(sending(web)).then(|verb: String, begun, body| {
        posted(begun, body, move |visit, form| async move {
            match verb.as_str() {
                "looks" => looks(visit, form).await,
                "habits" => habits(visit, form).await,
                "mails" => choose_mails(visit, form).await,
                "audience" => audience(visit, form).await,
                "email" => email(visit, form).await,
                "password" => password(visit, form).await,
                "close" => close(visit, form).await,
                _ => Err(Failure::Status(404)),
            }
        })
    });
    let end = warp::path!("user" / "sessions" / Guid / "end")
        .and(sending(web))
        .then(|guid, begun, body| posted(begun, body, move |visit, _| end_session(visit, guid)));
    profile
        .boxed()
        .or(save.boxed())
        .unify()
        .or(account.boxed())
        .unify()
        .or(change.boxed())
        .unify()
        .or(end.boxed())
        .unify()
        .or(people(web))
        .unify()
        .boxed()
}

/// Inviting and ignoring: the pages beside profile and account.
fn people(web: &Web) -> BoxedFilter<(Response,)> {
    let invitation = warp::path!("users" / "invitations")
        .and(get())
        .and(visit(web))
        .then(|begun| answer(begun, |visit| open_invitation(visit, Errors::default())));
    let invite = warp::path!("users" / "invitations")
        .and(sending(web))
        .then(|begun, body| posted(begun, body, change_invitation));
    let by_mail = warp::path!("users" / "invitations" / "mail")
        .and(sending(web))
        .then(|begun, body| posted(begun, body, mail_invitation));
    let ignored = warp::path!("privacy").and(get()).and(visit(web)).then(|begun| answer(begun, open_ignored));
    invitation.boxed().or(invite.boxed()).unify().or(by_mail.boxed()).unify().or(ignored.boxed()).unify().boxed()
}

async fn read_profile(visit: &Visit) -> Result<(ShellView, ProfileFormView), Failure> {
    let (account, eyes) = (visit.account()?, visit.eyes());
    let both = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            Ok((views::shell(tx, eyes.look())?, views::profile_form(tx, eyes.look(), &account)?))
        })
        .await?;
    Ok(both)
}

async fn open_profile(visit: Visit) -> Result<Response, Failure> {
    let (shell, view) = read_profile(&visit).await?;
    Ok(page(&visit, settings::profile(&visit.dress(shell, Place::Settings), &view, &Errors::default())))
}

async fn save_profile(visit: Visit, data: FormData) -> Result<Response, Failure> {
    let account = visit.account()?;
    let mut upload = Upload::new(&visit, data);
    let (mut errors, mut picture) = (Errors::default(), None);
    let form = loop {
        match upload.next().await? {
            Step::Done(form) => break form,
            Step::TooLarge => errors.add("photos", publish::too_large(&visit)),
            Step::File(bytes) if bytes.is_empty() => {}
            Step::File(bytes) => match visit.pod().picture(bytes, Use::Profile).await {
                Ok(made) => picture = Some(made),
                Err(Refused::Invalid(field, why)) => errors.add(field, visit.words().tell(&why)),
                Err(other) => return Err(other.into()),
            },
        }
    };
    let birthday = read_birthday(&form).unwrap_or_else(|why| {
        errors.add("birthday", visit.words().say(why));
        None
    });
    if errors.is_empty() {
        let (new, removes) = (new_profile(&form, birthday), form.has("no_photo"));
        let change = picture.map(Some).or(removes.then_some(None::<NewPhoto>));
        let saved = visit.pod().write::<_, Refused>(move |tx, cx| {
            profiles::edit(tx, cx, &account, new)?;
            change.map_or(Ok(()), |picture| profiles::set_picture(tx, cx, &account, picture))
        });
        match saved.await {
            Ok(()) => {
                return Ok(go_saying(&visit, "/profile/edit", false, &visit.words().say("account-profile-saved")));
            }
            Err(Refused::Invalid(field, why)) => errors.add(field, visit.words().tell(&why)),
            Err(other) => return Err(other.into()),
        }
    }
    let (shell, stored) = read_profile(&visit).await?;
    let typed = typed_profile(&form, birthday, stored);
    refused_form(&visit, settings::profile(&visit.dress(shell, Place::Settings), &typed, &errors))
}

fn new_profile(form: &Form, birthday: Option<Birthday>) -> NewProfile {
    let text = |name| form.text(name).to_owned();
    NewProfile {
        first_name: text("first_name"),
        last_name: text("last_name"),
        bio: form.lines("bio"),
        birthday,
        gender: text("gender"),
        location: text("location"),
        searchable: form.has("searchable"),
        public: form.has("public"),
        nsfw: form.has("nsfw"),
        tags: text("tags"),
    }
}

/// The form as it was sent, so that nothing typed is lost.
fn typed_profile(form: &Form, birthday: Option<Birthday>, stored: ProfileFormView) -> ProfileFormView {
    let text = |name| form.text(name).to_owned();
    ProfileFormView {
        first_name: text("first_name"),
        last_name: text("last_name"),
        tags: form.text("tags").split_whitespace().map(|tag| tag.trim_start_matches('#').to_owned()).collect(),
        bio: form.lines("bio"),
        location: text("location"),
        gender: text("gender"),
        birthday: birthday
            .map(|day| BirthdayView { year: day.year, month: day.month, day: day.day })
            .or(stored.birthday),
        is_public: form.has("public"),
        is_searchable: form.has("searchable"),
        is_nsfw: form.has("nsfw"),
        ..stored
    }
}

/// Day and month, or nothing; the year may stay away (W-091). Whether the day exists is for the
/// domain to say.
fn read_birthday(form: &Form) -> Result<Option<Birthday>, &'static str> {
    let (day, month, year) =
        (form.text("birthday_day"), form.text("birthday_month"), form.text("birthday_year").trim());
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Ok(None);
    }
    let number = |text: &str| text.parse::<i8>().map_err(|_| "account-birthday-half");
    let year = match year {
        "" => None,
        year => Some(year.parse::<i16>().map_err(|_| "account-birthday-year")?),
    };
    Ok(Some(Birthday { year, month: number(month)?, day: number(day)? }))
}

async fn open_account(visit: Visit, errors: Errors) -> Result<Response, Failure> {
    let (account, eyes) = (visit.account()?, visit.eyes());
    let (current, has_mail) = (visit.session().map(|session| session.token), visit.pod().has_mail());
    let (shell, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            Ok((views::shell(tx, eyes.look())?, views::account(tx, &account, current, has_mail)?))
        })
        .await?;
    let markup = settings::account(&visit.dress(shell, Place::Settings), &view, &errors);
    if errors.is_empty() { Ok(page(&visit, markup)) } else { refused_form(&visit, markup) }
}

/// After a change: back to the account with a word, or the form again with the mistake.
async fn settled(visit: Visit, outcome: Result<(), Refused>, words: &str) -> Result<Response, Failure> {
    match outcome {
        Ok(()) => Ok(go_saying(&visit, "/user/edit", false, words)),
        Err(Refused::Invalid(field, why)) => wrong(visit, field, why).await,
        Err(other) => Err(other.into()),
    }
}

async fn wrong(visit: Visit, field: &'static str, why: impl Into<Sentence>) -> Result<Response, Failure> {
    let mut errors = Errors::default();
    errors.add(field, visit.words().tell(&why.into()));
    open_account(visit, errors).await
}

async fn looks(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    let theme = match form.text("theme") {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::Auto,
    };
    let language = Words::of(form.text("language"));
    let outcome = visit.pod().write(move |tx, _| accounts::set_look(tx, &account, theme, language.tag())).await;
    // The word about it already comes in the new language.
    settled(visit, outcome, &language.say("account-saved")).await
}

async fn habits(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    let habits = Habits {
        share_back: form.text("share_back").parse().ok().map(AspectId),
        shows_spotlight: form.has("spotlight"),
        getting_started: form.has("getting_started"),
    };
    let outcome = visit.pod().write(move |tx, _| accounts::set_habits(tx, &account, habits)).await;
    let words = visit.words().say("account-saved");
    settled(visit, outcome, &words).await
}

async fn choose_mails(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    let wanted: Vec<MailKind> = MailKind::ALL.into_iter().filter(|kind| form.has(kind.name())).collect();
    let outcome = visit.pod().write(move |tx, _| mails::choose(tx, &account, &wanted)).await;
    let words = visit.words().say("account-saved");
    settled(visit, outcome, &words).await
}

async fn audience(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    let aspects = form.numbers("aspect");
    let choice = match form.text("audience") {
        "public" => PostDefault::Public,
        "some" if !aspects.is_empty() => PostDefault::Aspects(aspects.into_iter().map(AspectId).collect()),
        _ => PostDefault::AllAspects,
    };
    let outcome = visit.pod().write(move |tx, _| accounts::set_post_default(tx, &account, choice)).await;
    let words = visit.words().say("account-saved");
    settled(visit, outcome, &words).await
}

async fn email(visit: Visit, form: Form) -> Result<Response, Failure> {
    let (account, email) = (visit.account()?, form.text("email").to_owned());
    let outcome = visit.pod().write(move |tx, cx| resets::change_email(tx, cx, &account, &email)).await;
    let said = if matches!(outcome, Ok(true)) { "account-email-mailed" } else { "account-email-saved" };
    let words = visit.words().say(said);
    settled(visit, outcome.map(drop), &words).await
}

/// A new password needs the old one; every browser is signed out, this one too (W-047).
async fn password(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    visit.count_for(Bucket::SignInAccount, &account.name)?;
    let current = Some(account.password.clone());
    if !visit.pod().password_fits(form.text("current").to_owned(), current).await? {
        return wrong(visit, "current", "account-password-wrong").await;
    }
    if let Err(Refused::Invalid(field, why)) =
        accounts::check_password(form.text("password"), form.text("password_again"))
    {
        return wrong(visit, field, why).await;
    }
    let hash = visit.pod().hash_password(form.text("password").to_owned()).await?;
    visit.pod().write(move |tx, _| accounts::set_password(tx, &account, hash)).await?;
    let response = go_saying(&visit, "/users/sign_in", false, &visit.words().say("account-password-changed"));
    Ok(with_cookie(response, visit.session_cookie(None)))
}

async fn end_session(visit: Visit, guid: Guid) -> Result<Response, Failure> {
    let account = visit.account()?;
    visit.pod().write::<_, Refused>(move |tx, _| Ok(sessions::end_named(tx, account.id, &guid)?)).await?;
    Ok(go_saying(&visit, "/user/edit", false, &visit.words().say("account-session-ended")))
}

/// W-060: for good, and only with the password.
async fn close(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    visit.count_for(Bucket::SignInAccount, &account.name)?;
    let typed = form.text("close_password").to_owned();
    if typed.is_empty() {
        return wrong(visit, "close_password", "account-close-empty").await;
    }
    if !visit.pod().password_fits(typed, Some(account.password.clone())).await? {
        return wrong(visit, "close_password", "account-close-wrong").await;
    }
    visit.pod().write(move |tx, cx| accounts::close(tx, cx, &account)).await?;
    let response = go_saying(&visit, "/", false, &visit.words().say("account-close-done"));
    Ok(with_cookie(response, visit.session_cookie(None)))
}

async fn open_invitation(visit: Visit, errors: Errors) -> Result<Response, Failure> {
    let (account, eyes, has_mail) = (visit.account()?, visit.eyes(), visit.pod().has_mail());
    let (shell, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            Ok((views::shell(tx, eyes.look())?, views::account(tx, &account, None, has_mail)?))
        })
        .await?;
    if !shell.viewer.as_ref().is_some_and(|viewer| viewer.may_invite) {
        return Err(Failure::Told(403, "account-closed-to-new".into()));
    }
    let shell = visit.dress(shell, Place::Settings);
    let markup = settings::invitation(&shell, view.invitation.as_ref(), has_mail, &errors);
    if errors.is_empty() { Ok(page(&visit, markup)) } else { refused_form(&visit, markup) }
}

/// Makes the link, or ends it.
async fn change_invitation(visit: Visit, form: Form) -> Result<Response, Failure> {
    let (account, ends) = (visit.account()?, form.text("change") == "end");
    let change = visit.pod().write(move |tx, cx| match ends {
        true => invitations::withdraw(tx, &account),
        false => invitations::create(tx, cx, &account).map(drop),
    });
    change.await?;
    match ends {
        true => Ok(go_saying(&visit, "/users/invitations", false, &visit.words().say("account-invite-ended"))),
        false => Ok(go(&visit, "/users/invitations")),
    }
}

/// Mails the link to several addresses; those that are none are named (W-035).
async fn mail_invitation(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    let (list, language) = (form.text("emails").to_owned(), Words::of(form.text("language")));
    let sent = visit.pod().write(move |tx, cx| invitations::mail(tx, cx, &account, &list, language.tag())).await;
    match sent {
        Ok(sent) => {
            let words = visit.words();
            let mut said = Vec::new();
            if sent.count > 0 {
                said.push(words.say_with("account-invite-sent", &[("count", sent.count.into())]));
            }
            if !sent.invalid.is_empty() {
                let list = sent.invalid.join(", ");
                said.push(words.say_with("account-invite-invalid", &[("list", list.into())]));
            }
            Ok(go_saying(&visit, "/users/invitations", sent.count == 0, &said.join(" ")))
        }
        Err(Refused::Invalid(field, why)) => {
            let mut errors = Errors::default();
            errors.add(field, visit.words().tell(&why));
            open_invitation(visit, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn open_ignored(visit: Visit) -> Result<Response, Failure> {
    let (account, eyes) = (visit.account()?, visit.eyes());
    let (shell, people) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let ids = blocks::list(tx, &account)?;
            let people: Result<Vec<_>, _> = ids.into_iter().map(|id| views::person(tx, eyes.look(), id)).collect();
            Ok((views::shell(tx, eyes.look())?, people?))
        })
        .await?;
    Ok(page(&visit, settings::ignored(&visit.dress(shell, Place::Settings), &people)))
}
