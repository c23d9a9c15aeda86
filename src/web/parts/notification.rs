//! A notification, told as a sentence, and the newest ones in the head of every page.

use super::super::layout::Shell;
use super::{face, icon, person_link, weave, when};
use crate::domain::views::{NotificationKind, NotificationTarget, NotificationView, ViewerView};
use crate::domain::words::Words;
use maud::{Markup, html};

/// Who did what to which thing, with links (W-191, W-192, W-200).
pub(in crate::web) fn sentence(words: Words, item: &NotificationView) -> Markup {
    let name = name(item.kind);
    let actors = people(words, item);
    if item.kind == NotificationKind::StartedSharing {
        return weave(words, &format!("notification-told-{name}"), &[("people", actors)], &[]);
    }
    if item.kind == NotificationKind::ContactsBirthday {
        let day = super::day(words, item.at);
        return weave(words, &format!("notification-told-{name}"), &[("people", actors)], &[("day", day.into())]);
    }
    let Some(address) = address(item) else {
        return weave(words, &format!("notification-gone-{name}"), &[("people", actors)], &[]);
    };
    let (title, author) = match &item.target {
        NotificationTarget::Post { title, author, .. } => (title.as_str(), author.as_deref()),
        NotificationTarget::Comment { title, .. } => (title.as_str(), None),
        NotificationTarget::Person | NotificationTarget::Gone => ("", None),
    };
    let title = words.say_with("notification-title-of", &[("title", title.into())]);
    let link = html! { a href=(address) { (title) } };
    let of_author = if author.is_some() { "-of" } else { "" };
    weave(
        words,
        &format!("notification-told-{name}{of_author}"),
        &[("people", actors), ("post", link)],
        &[("author", author.unwrap_or_default().into())],
    )
}

/// The name of a kind in addresses and catalogues.
pub(in crate::web) fn name(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::StartedSharing => "started-sharing",
        NotificationKind::CommentOnPost => "comment-on-post",
        NotificationKind::AlsoCommented => "also-commented",
        NotificationKind::Mentioned => "mentioned",
        NotificationKind::MentionedInComment => "mentioned-in-comment",
        NotificationKind::Liked => "liked",
        NotificationKind::LikedComment => "liked-comment",
        NotificationKind::Reshared => "reshared",
        NotificationKind::ContactsBirthday => "contacts-birthday",
    }
}

/// The picture of its kind.
pub(in crate::web) fn picture(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::StartedSharing => "in",
        NotificationKind::CommentOnPost | NotificationKind::AlsoCommented => "comment",
        NotificationKind::Mentioned | NotificationKind::MentionedInComment => "at",
        NotificationKind::Liked | NotificationKind::LikedComment => "heart",
        NotificationKind::Reshared => "reshare",
        NotificationKind::ContactsBirthday => "cake",
    }
}

/// Where the notification leads.
pub(in crate::web) fn address(item: &NotificationView) -> Option<String> {
    match &item.target {
        NotificationTarget::Person => item.actors.first().map(|person| format!("/people/{}", person.guid)),
        NotificationTarget::Post { guid, .. } => Some(format!("/posts/{guid}")),
        NotificationTarget::Comment { post, guid, .. } => Some(format!("/posts/{post}#{guid}")),
        NotificationTarget::Gone => None,
    }
}

/// Up to three names and the number of the others (W-192).
fn people(words: Words, item: &NotificationView) -> Markup {
    let mut links = item.actors.iter().map(person_link);
    let (one, two, three) = (links.next().unwrap_or_default(), links.next(), links.next());
    match (two, three, item.others) {
        (Some(two), Some(three), 0) => {
            weave(words, "notification-three-people", &[("one", one), ("two", two), ("three", three)], &[])
        }
        (Some(two), Some(three), others) => weave(
            words,
            "notification-many-people",
            &[("one", one), ("two", two), ("three", three)],
            &[("others", others.into())],
        ),
        (Some(two), None, _) => weave(words, "notification-two-people", &[("one", one), ("two", two)], &[]),
        (None, ..) => one,
    }
}

/// The newest ones, under the bell; a plain box that opens without script (W-195).
pub(in crate::web) fn newest(shell: &Shell, viewer: &ViewerView) -> Markup {
    let words = shell.words;
    html! {
        div.menu-list.bell-list {
            p.menu-who.row.row-ends {
                b { (words.say("notification-title")) }
                @if viewer.unread > 0 {
                    button.link form="act" formaction="/notifications/read" { (words.say("notification-read-all")) }
                }
            }
            @if viewer.happening.is_empty() { p.menu-who.meta { (words.say("notification-none")) } }
            ul role="list" {
                @for item in &viewer.happening {
                    li.news-unread[item.is_unread] {
                        @if let Some(person) = item.actors.first() { (face(person, "face-s")) }
                        div { (sentence(words, item)) " " span.meta { (when(shell, item.at)) } }
                    }
                }
            }
            a.bell-all href="/notifications" { (icon("bell")) (words.say("notification-all")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-192: up to three names, then a number.
    #[test]
    fn people_are_joined_into_one_entry() {
        let text = sentence(Words::default(), &sample::liked_by_many()).into_string();
        assert!(text.contains("Mira Bell") && text.contains(" and 4 others liked your post"), "{text}");
    }

    // W-191, W-200: every kind has its sentence, also where the post is gone.
    #[test]
    fn every_kind_is_told_plainly() {
        for kind in [
            NotificationKind::StartedSharing,
            NotificationKind::CommentOnPost,
            NotificationKind::AlsoCommented,
            NotificationKind::Mentioned,
            NotificationKind::MentionedInComment,
            NotificationKind::Liked,
            NotificationKind::LikedComment,
            NotificationKind::Reshared,
            NotificationKind::ContactsBirthday,
        ] {
            let item = NotificationView { kind, ..sample::liked_by_many() };
            assert!(!sentence(Words::default(), &item).into_string().contains("notification-"), "{kind:?}");
            let item = NotificationView { kind, target: NotificationTarget::Gone, ..sample::liked_by_many() };
            let text = sentence(Words::default(), &item).into_string();
            let has_target = !matches!(kind, NotificationKind::StartedSharing | NotificationKind::ContactsBirthday);
            assert_eq!(text.contains("deleted"), has_target, "{text}");
        }
    }

    // W-195
    #[test]
    fn the_newest_stand_under_the_bell() {
        let shell = sample::shell(Place::Stream);
        let text = newest(&shell, shell.viewer().expect("sample viewer")).into_string();
        assert!(text.contains("/notifications/read") && text.contains("href=\"/notifications\""));
    }
}
