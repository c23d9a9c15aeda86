//! Streams: main, activity, mentions, public, aspects (spec/features.md §6).

use super::super::layout::{Place, Shell, page};
use super::super::parts::{Draft, empty, pager, publisher_opener, stream};
use crate::domain::views::{DefaultAudience, StreamPage};
use maud::{Markup, html};

/// A stream with the publisher above it.
pub(in crate::web) fn show(shell: &Shell, title: &str, posts: &StreamPage) -> Markup {
    let body = html! {
        h1.vh[shell.viewer().is_some()] { (title) }
        @if let Some(viewer) = shell.viewer() {
            (publisher_opener(shell, viewer, &draft(shell, Draft::empty(viewer))))
        }
        @if posts.posts.is_empty() { (nothing(shell)) } @else { (stream(shell, &posts.posts)) }
        (pager(&shell.path, "Older posts", posts.older.as_deref()))
    };
    page(shell, title, &body)
}

/// On an aspect's stream the publisher writes to that aspect (W-183).
fn draft(shell: &Shell, draft: Draft) -> Draft {
    match shell.place {
        Place::Aspect(id) => Draft { audience: DefaultAudience::Aspects(vec![id]), ..draft },
        _ => draft,
    }
}

/// What to do where nothing is yet (W-190).
fn nothing(shell: &Shell) -> Markup {
    let (title, words, action) = match shell.place {
        Place::Activity => ("Nothing of yours yet", "Posts that you write, like or comment on gather here.", None),
        Place::Mentions => ("Nobody has called you yet", "When somebody writes your name with an @, the post comes here.", None),
        Place::Public => ("Quiet in public", "Public posts of everybody known to this pod come here.", None),
        Place::Aspect(_) | Place::Aspects => {
            ("Quiet in here", "Put people into this aspect, and their posts come here.", Some(("/contacts", "Choose people")))
        }
        _ => (
            "Your stream is waiting",
            "Find the people you know by name or by address, share with them, and their posts come here.",
            Some(("/search", "Find people")),
        ),
    };
    html! {
        @if shell.path.contains("after=") { (empty("That was everything", "There are no older posts.", None)) }
        @else { (empty(title, words, action)) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // W-190
    #[test]
    fn an_empty_stream_says_what_to_do() {
        for place in [Place::Stream, Place::Activity, Place::Mentions, Place::Public, Place::Aspect(1)] {
            let text = show(&sample::shell(place), "Stream", &StreamPage::default()).into_string();
            assert!(text.contains("class=\"card empty\""), "{place:?}");
        }
    }

    // W-183: on an aspect's stream a new post goes to that aspect.
    #[test]
    fn the_publisher_follows_the_aspect() {
        let text = show(&sample::shell(Place::Aspect(3)), "Choir", &StreamPage::default()).into_string();
        assert!(text.contains("name=\"aspect\" value=\"3\" checked"));
        assert!(!text.contains("name=\"aspect\" value=\"1\" checked"));
    }
}
