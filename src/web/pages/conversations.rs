//! Private conversations (spec/features.md §7.2).

use super::super::form::Form;
use super::super::layout::{Place, Shell, hidden, page};
use super::super::parts::{Errors, Kind, empty, face, field, icon, pager, person_link, summary, text_area, when};
use super::super::reply::{Failure, answer, go, go_saying, page as reply_page, refused_form};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use crate::base::Guid;
use crate::base::limits;
use crate::domain::Refused;
use crate::domain::aspects;
use crate::domain::conversations::{self, NewConversation};
use crate::domain::people;
use crate::domain::views::{self, ConversationLine, ConversationView, InboxPage, MessageView, PersonView};
use crate::model::AspectId;
use maud::{Markup, PreEscaped, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// The inbox, last message first (W-210).
pub(in crate::web) fn inbox(shell: &Shell, view: &InboxPage) -> Markup {
    let words = shell.words;
    let title = words.say("conversation-title");
    let body = html! {
        div.row.row-ends {
            h1 { (title) }
            a.button.button-main href="/conversations/new" { (icon("plus")) (words.say("conversation-new")) }
        }
        @if view.conversations.is_empty() {
            (empty(&words.say("conversation-none-title"), &words.say("conversation-none"), None))
        } @else {
            section.card.news aria-label=(title) {
                ul role="list" { @for line in &view.conversations { li.news-unread[line.unread > 0] { (self::line(shell, line)) } } }
            }
        }
        (pager(&shell.path, &words.say("conversation-older"), view.older.as_deref()))
    };
    page(shell, &title, &body)
}

fn line(shell: &Shell, line: &ConversationLine) -> Markup {
    let words = shell.words;
    let others = line.people.len().saturating_sub(1);
    let subject = line.subject.clone().unwrap_or_else(|| words.say("conversation-no-subject"));
    html! {
        span.kind {
            @if let Some(person) = line.people.first() { (face(person, "")) } @else { (icon("mail")) }
            @if others > 0 { span.badge { "+" (others) } }
        }
        div {
            h2.title { a href={ "/conversations/" (line.guid) } { bdi { (subject) } } }
            p.meta {
                @if let Some(author) = &line.last_author { b { bdi { (author.name) } } " · " }
                (when(shell, line.at)) " · "
                (words.say_with("conversation-messages", &[("count", line.messages.into())]))
            }
            p { bdi { (line.excerpt) } }
        }
        @if line.unread > 0 {
            span.badge { (line.unread) span.vh { " " (words.say("notification-unread")) } }
        }
    }
}

/// One conversation (W-206 to W-209).
pub(in crate::web) fn one(shell: &Shell, view: &ConversationView, text: &str, errors: &Errors) -> Markup {
    let words = shell.words;
    let subject = view.subject.clone().unwrap_or_else(|| words.say("conversation-no-subject"));
    let body = html! {
        div.row.row-ends {
            h1 { bdi { (subject) } }
            a.link href="/conversations" { (words.say("conversation-back")) }
        }
        section.card.stack {
            ul.faces aria-label=(words.say("conversation-people")) {
                @for person in &view.participants { li.row { (face(person, "face-s")) (person_link(person)) } }
                @for id in &view.unknown { li.meta { (id) } }
            }
            (leave(shell, view))
        }
        section.card.talk aria-label=(subject) {
            @for message in &view.messages {
                @if view.first_unread.as_ref() == Some(&message.guid) {
                    p.head #new tabindex="-1" data-focus { (words.say("conversation-unread-from-here")) }
                }
                (self::message(shell, message))
            }
        }
        form.card.stack method="post" action={ "/conversations/" (view.guid) "/messages" } #reply {
            (hidden(shell))
            (summary(errors))
            (text_area("text", &words.say("conversation-reply"), text, None, errors))
            div.row { button.button.button-main type="submit" { (words.say("conversation-send")) } }
        }
    };
    page(shell, &subject, &body)
}

fn message(shell: &Shell, message: &MessageView) -> Markup {
    html! {
        article.comment.mine[message.is_mine] id=(message.guid) {
            (face(&message.author, "face-s"))
            div {
                p { (person_link(&message.author)) " " span.meta { (when(shell, message.created_at)) } }
                div.words dir=[message.is_rtl.then_some("rtl")] { (PreEscaped(&message.body_html)) }
            }
        }
    }
}

/// Hides it and stays unheard from then on; the last one here deletes it (W-211).
fn leave(shell: &Shell, view: &ConversationView) -> Markup {
    let words = shell.words;
    let kind = if view.is_last_here { "delete" } else { "hide" };
    html! {
        details.confirm {
            summary.link.link-soft { (words.say(&format!("conversation-{kind}"))) }
            p { (words.say(&format!("conversation-{kind}-meaning"))) }
            button.button.button-danger form="act" formaction={ "/conversations/" (view.guid) "/hide" } {
                (icon("trash")) (words.say(&format!("conversation-{kind}-sure")))
            }
        }
    }
}

/// What the form of a new conversation holds.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Letter {
    /// Guids of the chosen people.
    chosen: Vec<String>,
    subject: String,
    text: String,
}

/// A new conversation; only people who share in both directions are offered (W-205).
pub(in crate::web) fn new(shell: &Shell, people: &[PersonView], letter: &Letter, errors: &Errors) -> Markup {
    let words = shell.words;
    let title = words.say("conversation-new");
    let wrong = errors.of("recipients");
    let subject = Kind { most: Some(limits::SHORT), ..Kind::text(&letter.subject) };
    let body = html! {
        h1 { (title) }
        @if people.is_empty() {
            (empty(&words.say("conversation-nobody-title"), &words.say("conversation-nobody-yet"), Some(("/contacts", &words.say("contacts-title")))))
        } @else {
            form.card.stack method="post" action="/conversations" {
                (hidden(shell))
                (summary(errors))
                fieldset.field #f-recipients aria-describedby=[wrong.map(|_| "e-recipients")] {
                    legend { (words.say("conversation-to")) }
                    @if let Some(wrong) = wrong { p.wrong #e-recipients { (icon("alert")) (wrong) } }
                    div.pills.recipients {
                        @for person in people {
                            label.pill title=(person.diaspora_id) {
                                input type="checkbox" name="contact" value=(person.guid)
                                    checked[letter.chosen.iter().any(|guid| guid == person.guid.as_str())];
                                span.check { (icon("check")) } bdi { (person.name) }
                            }
                        }
                    }
                }
                (field("subject", &words.say("conversation-subject"), subject, errors))
                (text_area("text", &words.say("conversation-text"), &letter.text, None, errors))
                div.row { button.button.button-main type="submit" { (words.say("conversation-send")) } }
            }
        }
    };
    page(shell, &title, &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let list = warp::path!("conversations").and(get()).and(visit(web)).then(|begun| answer(begun, open_inbox));
    let new = warp::path!("conversations" / "new").and(get()).and(visit(web));
    let new = new.then(|begun| answer(begun, |visit| open_new(visit, None, Errors::default())));
    let begin = warp::path!("conversations").and(sending(web)).then(|begun, body| posted(begun, body, begin));
    let open = warp::path!("conversations" / Guid).and(get()).and(visit(web));
    let open = open.then(|guid, begun| answer(begun, |visit| open_one(visit, guid, String::new(), Errors::default())));
    let reply = warp::path!("conversations" / Guid / "messages")
        .and(sending(web))
        .then(|guid, begun, body| posted(begun, body, |visit, form| reply(visit, form, guid)));
    let hide = warp::path!("conversations" / Guid / "hide")
        .and(sending(web))
        .then(|guid, begun, body| posted(begun, body, |visit, _| hide(visit, guid)));
    let all = [list.boxed(), new.boxed(), begin.boxed(), open.boxed(), reply.boxed(), hide.boxed()];
    all.into_iter().reduce(|one, next| one.or(next).unify().boxed()).expect("there are pages")
}

async fn open_inbox(visit: Visit) -> Result<Response, Failure> {
    let account = visit.account()?;
    if let Some(guid) = visit.query("conversation_id").and_then(|guid| Guid::parse(&guid).ok()) {
        return Ok(go(&visit, &format!("/conversations/{guid}")));
    }
    let (eyes, cursor) = (visit.eyes(), visit.query("after"));
    let (shell, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let view = views::inbox(tx, eyes.look(), &account, cursor.as_deref())?;
            Ok((views::shell(tx, eyes.look())?, view))
        })
        .await?;
    Ok(reply_page(&visit, inbox(&visit.dress(shell, Place::Conversations), &view)))
}

/// Opening clears the counter; the page shows what was new (W-209).
async fn open_one(visit: Visit, guid: Guid, text: String, errors: Errors) -> Result<Response, Failure> {
    let (account, eyes, wanted) = (visit.account()?, visit.eyes(), guid.clone());
    let reader = account.clone();
    let (mut shell, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let view = views::conversation(tx, eyes.look(), &reader, &wanted)?;
            Ok((views::shell(tx, eyes.look())?, view))
        })
        .await?;
    if view.unread > 0 {
        visit.pod().write(move |tx, _| conversations::mark(tx, &account, &guid, true)).await?;
        if let Some(viewer) = &mut shell.viewer {
            viewer.unread_messages = viewer.unread_messages.saturating_sub(view.unread);
        }
    }
    let markup = one(&visit.dress(shell, Place::Conversations), &view, &text, &errors);
    if errors.is_empty() { Ok(reply_page(&visit, markup)) } else { refused_form(&visit, markup) }
}

/// The form, with whoever the address names chosen already: a person, or an aspect's members.
async fn open_new(visit: Visit, letter: Option<Letter>, errors: Errors) -> Result<Response, Failure> {
    let (account, eyes) = (visit.account()?, visit.eyes());
    let contact = visit.query("contact").or_else(|| visit.query("contact_id"));
    let aspect = visit.query("aspect_id").and_then(|id| id.parse().ok()).map(AspectId);
    let (shell, offered, members) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let mut members = Vec::new();
            if let Some(aspect) = aspect {
                aspects::get(tx, &account, aspect)?;
                for person in aspects::members(tx, aspect)? {
                    members.push(people::get(tx, person)?.guid.to_string());
                }
            }
            Ok((views::shell(tx, eyes.look())?, views::recipients(tx, eyes.look(), &account)?, members))
        })
        .await?;
    let letter =
        letter.unwrap_or_else(|| Letter { chosen: contact.into_iter().chain(members).collect(), ..Letter::default() });
    let markup = new(&visit.dress(shell, Place::Conversations), &offered, &letter, &errors);
    if errors.is_empty() { Ok(reply_page(&visit, markup)) } else { refused_form(&visit, markup) }
}

async fn begin(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    let letter = Letter {
        chosen: form.all("contact").into_iter().map(str::to_owned).collect(),
        subject: form.text("subject").to_owned(),
        text: form.lines("text"),
    };
    let sent = NewConversation {
        subject: letter.subject.clone(),
        text: letter.text.clone(),
        recipients: letter.chosen.iter().filter_map(|guid| Guid::parse(guid).ok()).collect(),
    };
    match visit.pod().write(move |tx, cx| conversations::create(tx, cx, &account, sent)).await {
        Ok(made) => {
            let said = visit.words().say("conversation-sent");
            Ok(go_saying(&visit, &format!("/conversations/{}", made.guid), false, &said))
        }
        Err(Refused::Invalid(field, why)) => {
            let mut errors = Errors::default();
            errors.add(field, visit.words().tell(&why));
            open_new(visit, Some(letter), errors).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn reply(visit: Visit, form: Form, guid: Guid) -> Result<Response, Failure> {
    let (account, text, to) = (visit.account()?, form.lines("text"), guid.clone());
    let words = text.clone();
    match visit.pod().write(move |tx, cx| conversations::reply(tx, cx, &account, &to, &words)).await {
        Ok(_) => Ok(go(&visit, &format!("/conversations/{guid}#reply"))),
        Err(Refused::Invalid(field, why)) => {
            let mut errors = Errors::default();
            errors.add(field, visit.words().tell(&why));
            open_one(visit, guid, text, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn hide(visit: Visit, guid: Guid) -> Result<Response, Failure> {
    let account = visit.account()?;
    let gone = visit.pod().write(move |tx, _| conversations::hide(tx, &account, &guid)).await?;
    let said = visit.words().say(if gone { "conversation-deleted" } else { "conversation-hidden" });
    Ok(go_saying(&visit, "/conversations", false, &said))
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // W-205: whoever cannot be written to is not offered; the chosen one is ticked.
    #[test]
    fn the_form_offers_whom_it_is_given() {
        let letter = Letter { chosen: vec![sample::lena().guid.to_string()], ..Letter::default() };
        let shell = sample::shell(Place::Conversations);
        let text = new(&shell, &[sample::lena(), sample::tomas()], &letter, &Errors::default()).into_string();
        assert_eq!(text.matches("name=\"contact\"").count(), 2);
        assert_eq!(text.matches("checked").count(), 1);
        assert!(!new(&shell, &[], &letter, &Errors::default()).into_string().contains("name=\"text\""));
    }
}
