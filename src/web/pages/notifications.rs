//! Notifications (spec/features.md §7.1).

use super::super::form::Form;
use super::super::layout::{Place, Shell, page};
use super::super::parts::{day, empty, face, icon, notification, pager, sharing_aspects, when};
use super::super::reply::{Failure, answer, go, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use crate::domain::Refused;
use crate::domain::notifications;
use crate::domain::views::{self, NotificationView, NotificationsPage};
use crate::model::NotificationId;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// The list, by day, unread ones marked.
pub(in crate::web) fn show(shell: &Shell, view: &NotificationsPage) -> Markup {
    let body = html! {
        div.row.row-ends {
            h1 { "Notifications" }
            @if view.unread > 0 {
                button.button.push form="act" formaction="/notifications/read" { (icon("check")) "Mark all as read" }
            }
        }
        @if view.notifications.is_empty() {
            (empty("All quiet", "When people share with you, comment or like something, you hear of it here.", None))
        }
        @for (name, items) in by_day(&view.notifications) {
            section.card.news aria-label=(name) {
                h2.head { (name) }
                ul role="list" { @for item in items { (entry(shell, item)) } }
            }
        }
        (pager(&shell.path, "Older ones", view.older.as_deref()))
    };
    page(shell, "Notifications", &body)
}

fn entry(shell: &Shell, item: &NotificationView) -> Markup {
    html! {
        li.news-unread[item.is_unread] {
            @if let Some(person) = item.actors.first() {
                span.kind { (face(person, "")) (icon(notification::picture(item.kind))) }
            }
            div {
                p { (notification::sentence(item)) }
                p.meta { (when(item.at, shell.view.now)) @if item.is_unread { span.vh { ", unread" } } }
                @if let (Some(relation), Some(person)) = (&item.relation, item.actors.first()) {
                    (sharing_aspects(shell, person, relation))
                }
            }
            @if item.is_unread {
                button.tool.mark-read form="act" formaction={ "/notifications/" (item.id) "/read" } {
                    (icon("eye")) span.vh { "Mark as read" }
                }
            }
        }
    }
}

fn by_day(items: &[NotificationView]) -> Vec<(String, &[NotificationView])> {
    items
        .chunk_by(|one, next| one.at.date() == next.at.date())
        .map(|group| (group.first().map(|item| day(item.at)).unwrap_or_default(), group))
        .collect()
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("notifications").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let all = warp::path!("notifications" / "read")
        .and(sending(web))
        .then(|begun, body| posted(begun, body, move |visit, form| read(visit, form, None)));
    let one = warp::path!("notifications" / u64 / "read")
        .and(sending(web))
        .then(|id, begun, body| posted(begun, body, move |visit, form| read(visit, form, Some(NotificationId(id)))));
    open.boxed().or(all.boxed()).unify().or(one.boxed()).unify().boxed()
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    let account = visit.account()?;
    let (eyes, cursor) = (visit.eyes(), visit.query("after"));
    let (shell, list) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let list = views::notifications(tx, eyes.look(), &account, cursor.as_deref(), None)?;
            Ok((views::shell(tx, eyes.look())?, list))
        })
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, Place::Notifications), &list)))
}

/// Marks one or all as read.
async fn read(visit: Visit, form: Form, which: Option<NotificationId>) -> Result<Response, Failure> {
    let account = visit.account()?;
    visit
        .pod()
        .write::<_, Refused>(move |tx, _| match which {
            Some(id) => Ok(notifications::mark(tx, &account, id, false)?),
            None => Ok(notifications::mark_all(tx, &account)?),
        })
        .await?;
    Ok(go(&visit, &form.back("from", "/notifications")))
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-196: grouped by day; W-198: the aspects can be chosen right there.
    #[test]
    fn a_list_by_day_with_the_choice_of_aspects() {
        let text = show(&sample::shell(Place::Notifications), &sample::notifications()).into_string();
        assert_eq!(text.matches("<section class=\"card news\"").count(), 2);
        assert!(text.contains("name=\"aspect\"") && text.contains("Mark all as read"));
    }

    #[test]
    fn an_empty_list_says_what_comes_here() {
        let text = show(&sample::shell(Place::Notifications), &NotificationsPage::default()).into_string();
        assert!(text.contains("All quiet") && !text.contains("Mark all as read"));
    }
}
