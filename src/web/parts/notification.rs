//! A notification, told as a sentence.

use super::person_link;
use crate::domain::views::{NotificationKind, NotificationTarget, NotificationView};
use maud::{Markup, html};

/// Who did what to which thing, with links (W-191, W-192, W-200).
pub(in crate::web) fn sentence(item: &NotificationView) -> Markup {
    html! { (people(item)) " " (deed(item)) }
}

/// The picture of its kind.
pub(in crate::web) fn picture(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::StartedSharing => "in",
        NotificationKind::CommentOnPost | NotificationKind::AlsoCommented => "comment",
        NotificationKind::Mentioned | NotificationKind::MentionedInComment => "at",
        NotificationKind::Liked | NotificationKind::LikedComment => "heart",
        NotificationKind::Reshared => "reshare",
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

fn people(item: &NotificationView) -> Markup {
    let last = item.actors.len().saturating_sub(1);
    html! {
        @for (place, person) in item.actors.iter().enumerate() {
            @if place > 0 { @if place == last && item.others == 0 { " and " } @else { ", " } }
            (person_link(person))
        }
        @if item.others > 0 { " and " (super::counted(item.others, "other", "others")) }
    }
}

fn deed(item: &NotificationView) -> Markup {
    let (before, gone) = match item.kind {
        NotificationKind::StartedSharing => return html! { "started sharing with you." },
        NotificationKind::CommentOnPost => ("commented on your post", "commented on a post that was deleted."),
        NotificationKind::AlsoCommented => ("also commented on", "commented on a post that was deleted."),
        NotificationKind::Mentioned => ("mentioned you in", "mentioned you in a post that was deleted."),
        NotificationKind::MentionedInComment => {
            ("mentioned you in a comment on", "mentioned you in a comment that was deleted.")
        }
        NotificationKind::Liked => ("liked your post", "liked a post of yours that was deleted."),
        NotificationKind::LikedComment => ("liked your comment on", "liked a comment of yours that was deleted."),
        NotificationKind::Reshared => ("reshared your post", "reshared a post of yours that was deleted."),
    };
    let Some(address) = address(item) else { return html! { (gone) } };
    let (title, author) = match &item.target {
        NotificationTarget::Post { title, author, .. } => (title.as_str(), author.as_deref()),
        NotificationTarget::Comment { title, .. } => (title.as_str(), None),
        NotificationTarget::Person | NotificationTarget::Gone => ("", None),
    };
    let owner = author.map(|author| format!("{author}’s post ")).unwrap_or_default();
    html! { (before) " " (owner) a href=(address) { "“" (title) "”" } "." }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // W-192: up to three names, then a number.
    #[test]
    fn people_are_joined_into_one_entry() {
        let text = sentence(&sample::liked_by_many()).into_string();
        assert!(text.contains("Mira Bell") && text.contains(" and 4 others liked your post"), "{text}");
    }

    // W-200
    #[test]
    fn a_deleted_target_is_said_plainly() {
        for kind in [
            NotificationKind::Liked,
            NotificationKind::Mentioned,
            NotificationKind::Reshared,
            NotificationKind::AlsoCommented,
        ] {
            let item = NotificationView { kind, target: NotificationTarget::Gone, ..sample::liked_by_many() };
            assert!(sentence(&item).into_string().contains("deleted"));
        }
    }
}
