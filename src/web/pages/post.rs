//! A post on its own page (spec/features.md §5.13).

use super::super::layout::{Shell, page};
use super::super::parts::{Setting, post};
use crate::domain::views::PostView;
use maud::{Markup, html};

/// The post with all its comments.
pub(in crate::web) fn show(shell: &Shell, view: &PostView) -> Markup {
    let body = html! {
        h1.vh { (view.title) }
        div #comments { (post(shell, view, Setting::Single)) }
    };
    page(shell, &view.title, &body)
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-005: a stranger reads everything and is offered nothing to change.
    #[test]
    fn strangers_read_without_buttons() {
        let mut view = sample::bread();
        (view.may_like, view.may_comment, view.may_reshare, view.may_ignore) = (false, false, false, false);
        view.comments.iter_mut().for_each(|comment| (comment.may_like, comment.may_delete) = (false, false));
        let text = show(&sample::stranger(Place::Elsewhere), &view).into_string();
        assert!(text.contains("Eighteen hours") && text.contains("Liked by") && !text.contains("formaction"));
    }
}
