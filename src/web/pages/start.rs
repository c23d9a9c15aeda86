//! The first page of a new account: name, picture, tags, people, each as one likes
//! (spec/features.md §3.1).

use super::super::form::{Form, Step, Upload};
use super::super::layout::{Place, Shell, hidden, page};
use super::super::parts::{Errors, Kind, face, field, icon, person_line, sharing_aspects, summary};
use super::super::reply::{Failure, answer, go_saying, page as reply_page, refused_form};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, uploading, visit};
use super::publish;
use super::search::search_box;
use crate::base::limits;
use crate::domain::photos::Use;
use crate::domain::profiles;
use crate::domain::views::{self, ContactView, ProfileFormView};
use crate::domain::{Refused, accounts};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::multipart::FormData;
use warp::reply::Response;

/// The page; `inviter` is whoever the person came through.
pub(in crate::web) fn show(
    shell: &Shell,
    view: &ProfileFormView,
    inviter: Option<&ContactView>,
    errors: &Errors,
) -> Markup {
    let words = shell.words;
    let title = words.say("start-title");
    let body = html! {
        h1 { (words.say_with("start-hello", &[("name", view.person.name.as_str().into())])) }
        p.lead.title { (words.say("start-lead")) }
        (summary(errors))
        @if let Some(inviter) = inviter { (invited_by(shell, inviter)) }
        (name(shell, view, errors))
        (picture(shell, view, errors))
        (tags(shell))
        (people(shell))
        (done(shell))
    };
    page(shell, &title, &body)
}

fn invited_by(shell: &Shell, inviter: &ContactView) -> Markup {
    html! {
        section.card.stack {
            h2 { (shell.words.say("start-invited-by")) }
            ul.people role="list" { li {
                (person_line(&inviter.person))
                @if let Some(relation) = &inviter.relation { (sharing_aspects(shell, &inviter.person, relation)) }
            } }
        }
    }
}

fn name(shell: &Shell, view: &ProfileFormView, errors: &Errors) -> Markup {
    let (words, most) = (shell.words, Some(limits::NAME));
    html! {
        form.card.stack method="post" action="/getting_started/name" data-save {
            (hidden(shell))
            h2 { (words.say("start-name")) }
            div.pair {
                (field("first_name", &words.say("start-first-name"), Kind { most, fills: Some("given-name"), ..Kind::text(&view.first_name) }, errors))
                (field("last_name", &words.say("start-last-name"), Kind { most, fills: Some("family-name"), ..Kind::text(&view.last_name) }, errors))
            }
            div.row { button.button type="submit" { (words.say("start-save-name")) } }
        }
    }
}

fn picture(shell: &Shell, view: &ProfileFormView, errors: &Errors) -> Markup {
    let words = shell.words;
    html! {
        form.card.stack method="post" action="/getting_started/picture" enctype="multipart/form-data" {
            (hidden(shell))
            div.row {
                (face(&view.person, "face-l"))
                div.field {
                    label for="f-photos" { (words.say("start-photo")) }
                    @if let Some(wrong) = errors.of("photos") { p.wrong #e-photos { (icon("alert")) (wrong) } }
                    input #f-photos type="file" name="photo" accept="image/jpeg,image/png,image/webp" data-crop="crop";
                }
            }
            (super::super::parts::crop(shell))
            div.row { button.button type="submit" { (words.say("start-save-photo")) } }
        }
    }
}

fn tags(shell: &Shell) -> Markup {
    let words = shell.words;
    let tags = shell.viewer().map(|viewer| viewer.tags.as_slice()).unwrap_or_default();
    html! {
        section.card.stack {
            h2 { (words.say("start-tags")) }
            p.hint { (words.say("start-tags-hint")) }
            @if !tags.is_empty() {
                ul.chips { @for tag in tags {
                    li.chip {
                        span { bdi { "#" (tag) } }
                        form method="post" action="/tag_followings/end" {
                            (hidden(shell))
                            input type="hidden" name="tag" value=(tag);
                            button.tool type="submit" {
                                (icon("close")) span.vh { (words.say_with("start-remove-tag", &[("tag", tag.as_str().into())])) }
                            }
                        }
                    }
                } }
            }
            form.find method="post" action="/tag_followings" {
                (hidden(shell))
                label.vh for="f-tag" { (words.say("tags-add")) }
                input.input #f-tag name="tag" maxlength=(limits::SHORT) autocomplete="off" required
                    placeholder=(words.say("tags-add-hint")) data-suggest="/tags?q=";
                button.button type="submit" { (words.say("start-add-tag")) }
            }
        }
    }
}

/// Ways to the people one knows: those who are somewhere already, those who could come, and those
/// of an account elsewhere (H-023).
fn people(shell: &Shell) -> Markup {
    let words = shell.words;
    html! {
        section.card.stack {
            h2 { (words.say("search-title")) }
            (search_box(shell, "", "find", "button"))
            div.row {
                a.link href="/users/invitations" { (words.say("account-invite-title")) }
                a.link href="/user/import" { (words.say("archive-import-open")) }
            }
        }
    }
}

/// On to the stream; without tags it asks first (W-087).
fn done(shell: &Shell) -> Markup {
    let words = shell.words;
    let has_tags = shell.viewer().is_some_and(|viewer| !viewer.tags.is_empty());
    html! {
        div.row {
            @if has_tags { a.button.button-main href="/stream" { (words.say("start-done")) } }
            @else {
                details.confirm {
                    summary.button.button-main { (words.say("start-done")) }
                    p { (words.say("start-no-tags")) }
                    a.button href="/stream" { (words.say("start-go-anyway")) }
                }
            }
        }
    }
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("getting_started").and(get()).and(visit(web));
    let open = open.then(|begun| answer(begun, |visit| open_page(visit, Errors::default())));
    let name =
        warp::path!("getting_started" / "name").and(sending(web)).then(|begun, body| posted(begun, body, save_name));
    let picture = warp::path!("getting_started" / "picture")
        .and(uploading(web))
        .then(|begun, data| answer(begun, |visit| save_picture(visit, data)));
    open.boxed().or(name.boxed()).unify().or(picture.boxed()).unify().boxed()
}

async fn open_page(visit: Visit, errors: Errors) -> Result<Response, Failure> {
    let (account, eyes) = (visit.account()?, visit.eyes());
    let (shell, view, inviter) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let inviter = match account.invited_by {
                Some(inviter) => accounts::get(tx, inviter)?.filter(|inviter| inviter.closed.is_none()),
                None => None,
            };
            let inviter = inviter.map(|inviter| views::contact(tx, eyes.look(), inviter.person)).transpose()?;
            Ok((views::shell(tx, eyes.look())?, views::profile_form(tx, eyes.look(), &account)?, inviter))
        })
        .await?;
    let markup = show(&visit.dress(shell, Place::Elsewhere), &view, inviter.as_ref(), &errors);
    if errors.is_empty() { Ok(reply_page(&visit, markup)) } else { refused_form(&visit, markup) }
}

/// W-085
async fn save_name(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    let (first, last) = (form.text("first_name").to_owned(), form.text("last_name").to_owned());
    let saved = visit.pod().write(move |tx, cx| profiles::set_name(tx, cx, &account, &first, &last)).await;
    finish(visit, saved, "start-name-saved").await
}

async fn save_picture(visit: Visit, data: FormData) -> Result<Response, Failure> {
    let account = visit.account()?;
    let mut upload = Upload::new(&visit, data);
    let (mut errors, mut picture) = (Errors::default(), None);
    loop {
        match upload.next().await? {
            Step::Done(_) => break,
            Step::TooLarge => errors.add("photos", publish::too_large(&visit)),
            Step::File(bytes) if bytes.is_empty() => {}
            Step::File(bytes) => match visit.pod().picture(bytes, Use::Profile).await {
                Ok(made) => picture = Some(made),
                Err(Refused::Invalid(field, why)) => errors.add(field, visit.words().tell(&why)),
                Err(other) => return Err(other.into()),
            },
        }
    }
    if !errors.is_empty() {
        return open_page(visit, errors).await;
    }
    let Some(picture) = picture else { return open_page(visit, errors).await };
    let saved = visit.pod().write(move |tx, cx| profiles::set_picture(tx, cx, &account, Some(picture))).await;
    finish(visit, saved, "start-photo-saved").await
}

async fn finish(visit: Visit, saved: Result<(), Refused>, words: &str) -> Result<Response, Failure> {
    match saved {
        Ok(()) => Ok(go_saying(&visit, "/getting_started", false, &visit.words().say(words))),
        Err(Refused::Invalid(field, why)) => {
            let mut errors = Errors::default();
            errors.add(field, visit.words().tell(&why));
            open_page(visit, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // W-084, W-085, W-087: three parts, markup in a name is text, without tags there is a question.
    #[test]
    fn each_part_is_optional_and_leaving_asks_only_without_tags() {
        let mut shell = sample::shell(Place::Elsewhere);
        let mut view = sample::profile_form();
        view.person.name = "<i>Ines</i>".into();
        let text = show(&shell, &view, None, &Errors::default()).into_string();
        assert!(text.contains("&lt;i&gt;Ines") && text.contains("/getting_started/picture"));
        assert!(!text.contains("Go on without tags"));
        if let Some(viewer) = &mut shell.view.viewer {
            viewer.tags.clear();
        }
        assert!(show(&shell, &view, None, &Errors::default()).into_string().contains("Go on without tags"));
    }
}
