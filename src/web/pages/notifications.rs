//! Notifications (spec/features.md §7.1).

use super::super::layout::{Shell, page};
use super::super::parts::{day, empty, face, icon, notification, pager, sharing_aspects, when};
use crate::domain::views::{NotificationView, NotificationsPage};
use maud::{Markup, html};

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
