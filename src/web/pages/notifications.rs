//! Notifications (spec/features.md §7.1).

use super::super::form::Form;
use super::super::layout::{Place, Shell, page};
use super::super::parts::{day, empty, face, icon, notification, pager, sharing_aspects, when};
use super::super::reply::{Failure, answer, go, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use crate::domain::Refused;
use crate::domain::notifications;
use crate::domain::views::{self, NotificationFilter, NotificationKind, NotificationView, NotificationsPage};
use crate::model::NotificationId;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// The list, by day, unread ones marked.
pub(in crate::web) fn show(shell: &Shell, view: &NotificationsPage) -> Markup {
    let words = shell.words;
    let title = words.say("notification-title");
    let body = html! {
        div.row.row-ends {
            h1 { (title) }
            @if view.unread > 0 { (mark_all(shell, view)) }
        }
        (filters(shell, view))
        div.row data-allow hidden { button.button type="button" { (icon("bell")) (words.say("notification-allow")) } }
        @if view.notifications.is_empty() { (nothing(shell, view)) }
        @for (name, items) in by_day(shell, &view.notifications) {
            section.card.news aria-label=(name) {
                h2.head { (name) }
                ul role="list" { @for item in items { (entry(shell, item)) } }
            }
        }
        (pager(&shell.path, &words.say("notification-older"), view.older.as_deref()))
    };
    page(shell, &title, &body)
}

fn mark_all(shell: &Shell, view: &NotificationsPage) -> Markup {
    let (name, query) = match view.filter.kind {
        Some(kind) => ("notification-read-shown", format!("?type={}", notification::name(kind))),
        None => ("notification-read-all", String::new()),
    };
    html! {
        button.button.push form="act" formaction={ "/notifications/read" (query) } { (icon("check")) (shell.words.say(name)) }
    }
}

/// Type and unread, each with its count (W-196).
fn filters(shell: &Shell, view: &NotificationsPage) -> Markup {
    let words = shell.words;
    let address = |kind: Option<NotificationKind>, unread: bool| {
        let kind = kind.map(|kind| format!("type={}", notification::name(kind)));
        let pairs: Vec<String> = kind.into_iter().chain(unread.then(|| "show=unread".to_owned())).collect();
        if pairs.is_empty() { "/notifications".to_owned() } else { format!("/notifications?{}", pairs.join("&")) }
    };
    let pill = |href: String, is_on: bool, name: String, count: u32| {
        html! {
            a.pill href=(href) aria-current=[is_on.then_some("page")] {
                (name)
                @if count > 0 { span.count { (count) span.vh { " " (words.say("notification-unread")) } } }
            }
        }
    };
    let NotificationFilter { kind, unread } = view.filter;
    html! {
        nav.tabs aria-label=(words.say("notification-filter")) {
            (pill(address(kind, false), !unread, words.say("notification-show-all"), 0))
            (pill(address(kind, true), unread, words.say("notification-show-unread"), view.unread))
        }
        details.card.filter open[kind.is_some()] {
            summary {
                (icon("older"))
                @match kind {
                    Some(kind) => (words.say(&format!("notification-kind-{}", notification::name(kind)))),
                    None => (words.say("notification-kinds")),
                }
            }
            nav.pills aria-label=(words.say("notification-kinds")) {
                (pill(address(None, unread), kind.is_none(), words.say("notification-kinds-all"), 0))
                @for (of, count) in &view.unread_of {
                    (pill(
                        address(Some(*of), unread),
                        kind == Some(*of),
                        words.say(&format!("notification-kind-{}", notification::name(*of))),
                        *count,
                    ))
                }
            }
        }
    }
}

fn nothing(shell: &Shell, view: &NotificationsPage) -> Markup {
    let say = |name: &str| shell.words.say(name);
    if view.filter == NotificationFilter::default() && !shell.path.contains("after=") {
        return empty(&say("notification-quiet-title"), &say("notification-quiet"), None);
    }
    empty(&say("notification-none-here-title"), &say("notification-none-here"), None)
}

fn entry(shell: &Shell, item: &NotificationView) -> Markup {
    let words = shell.words;
    let (verb, name) = if item.is_unread { ("read", "notification-read") } else { ("unread", "notification-keep") };
    html! {
        li.news-unread[item.is_unread] {
            @if let Some(person) = item.actors.first() {
                span.kind { (face(person, "")) (icon(notification::picture(item.kind))) }
            }
            div {
                p { (notification::sentence(words, item)) }
                p.meta {
                    (when(shell, item.at))
                    @if item.is_unread { span.vh { ", " (words.say("notification-unread")) } }
                }
                @if let (Some(relation), Some(person)) = (&item.relation, item.actors.first()) {
                    (sharing_aspects(shell, person, relation))
                }
            }
            button.tool.mark-read form="act" formaction={ "/notifications/" (item.id) "/" (verb) } title=(words.say(name)) {
                (icon("eye")) span.vh { (words.say(name)) }
            }
        }
    }
}

fn by_day<'a>(shell: &Shell, items: &'a [NotificationView]) -> Vec<(String, &'a [NotificationView])> {
    items
        .chunk_by(|one, next| one.at.date() == next.at.date())
        .map(|group| (group.first().map(|item| day(shell.words, item.at)).unwrap_or_default(), group))
        .collect()
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("notifications").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let all = warp::path!("notifications" / "read").and(sending(web)).then(|begun, body| posted(begun, body, read_all));
    let one = warp::path!("notifications" / u64 / String).and(sending(web)).then(|id, verb: String, begun, body| {
        posted(begun, body, move |visit, form| async move {
            match verb.as_str() {
                "read" => mark(visit, form, NotificationId(id), false).await,
                "unread" => mark(visit, form, NotificationId(id), true).await,
                _ => Err(Failure::Status(404)),
            }
        })
    });
    open.boxed().or(all.boxed()).unify().or(one.boxed()).unify().boxed()
}

/// The kind that an address names.
fn asked(visit: &Visit) -> Option<NotificationKind> {
    let name = visit.query("type")?.replace('_', "-");
    let kinds = [
        NotificationKind::StartedSharing,
        NotificationKind::CommentOnPost,
        NotificationKind::AlsoCommented,
        NotificationKind::Mentioned,
        NotificationKind::MentionedInComment,
        NotificationKind::Liked,
        NotificationKind::LikedComment,
        NotificationKind::Reshared,
        NotificationKind::ContactsBirthday,
    ];
    kinds.into_iter().find(|kind| notification::name(*kind) == name)
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    let account = visit.account()?;
    let (eyes, cursor) = (visit.eyes(), visit.query("after"));
    let filter = NotificationFilter { kind: asked(&visit), unread: visit.query("show").as_deref() == Some("unread") };
    let (shell, list) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let list = views::notifications(tx, eyes.look(), &account, filter, cursor.as_deref(), None)?;
            Ok((views::shell(tx, eyes.look())?, list))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, Place::Notifications), &list)))
}

/// Marks everything, or everything of one kind, as read.
async fn read_all(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = visit.account()?;
    let kind = asked(&visit).map(views::stored_kind);
    visit.pod().write::<_, Refused>(move |tx, _| Ok(notifications::mark_all(tx, &account, kind)?)).await?;
    Ok(go(&visit, &form.back("from", "/notifications")))
}

/// Marks one as read, or keeps it for later (W-197).
async fn mark(visit: Visit, form: Form, id: NotificationId, unread: bool) -> Result<Response, Failure> {
    let account = visit.account()?;
    visit.pod().write::<_, Refused>(move |tx, _| Ok(notifications::mark(tx, &account, id, unread)?)).await?;
    Ok(go(&visit, &form.back("from", "/notifications")))
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-196: grouped by day, filters with counts; W-198: the aspects can be chosen right there.
    #[test]
    fn a_list_by_day_with_the_choice_of_aspects() {
        let text = show(&sample::shell(Place::Notifications), &sample::notifications()).into_string();
        assert_eq!(text.matches("<section class=\"card news\"").count(), 2);
        assert!(text.contains("name=\"aspect\"") && text.contains("Mark all as read"));
        assert!(text.contains("/notifications?type=liked") && text.contains("/notifications?show=unread"));
    }

    #[test]
    fn an_empty_list_says_what_comes_here() {
        let mut shell = sample::shell(Place::Notifications);
        if let Some(viewer) = &mut shell.view.viewer {
            viewer.unread = 0;
        }
        let text = show(&shell, &NotificationsPage::default()).into_string();
        assert!(text.contains("All quiet") && !text.contains("Mark all as read"));
    }
}
