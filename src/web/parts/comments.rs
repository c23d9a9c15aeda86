//! The conversation under a post.

use super::super::layout::{Shell, hidden};
use super::{Errors, counted, face, icon, person_link, when};
use crate::domain::views::{CommentView, PostView, ViewerView};
use maud::{Markup, html};

/// What stands under the hairline of a post: earlier comments, the ones shown, a box to answer.
pub(super) fn section(shell: &Shell, post: &PostView, is_single: bool) -> Markup {
    let viewer = shell.viewer().filter(|_| is_single && post.may_comment);
    html! {
        @if !post.comments.is_empty() || viewer.is_some() {
            div.comments {
                @if post.earlier_comments > 0 {
                    a.earlier href={ "/posts/" (post.guid) "#comments" } {
                        "Show " (counted(post.earlier_comments, "earlier comment", "earlier comments"))
                    }
                }
                @for comment in &post.comments { (one(shell, post, comment)) }
                @if let Some(viewer) = viewer {
                    (reply_form(shell, viewer, &format!("/posts/{}/comments", post.guid), "", &Errors::default(), Some(&format!("p-{}", post.guid))))
                }
            }
        }
    }
}

/// One comment.
pub(in crate::web) fn one(shell: &Shell, post: &PostView, comment: &CommentView) -> Markup {
    let place = format!("/posts/{}#{}", post.guid, comment.guid);
    html! {
        article.comment id=(comment.guid) aria-label={ "Comment by " (comment.author.name) } {
            (face(&comment.author, "face-s"))
            div {
                (person_link(&comment.author)) " "
                div.words dir=[comment.is_rtl.then_some("rtl")] { (maud::PreEscaped(&comment.body_html)) }
                div.meta {
                    a href=(place) { (when(shell, comment.created_at)) }
                    (like(post, comment))
                    @if comment.may_delete { (delete(post, comment)) }
                }
            }
        }
    }
}

fn like(post: &PostView, comment: &CommentView) -> Markup {
    let verb = if comment.liked_by_me { "unlike" } else { "like" };
    html! {
        @if comment.may_like {
            button.action-on[comment.liked_by_me] form="act" name={ "l-" (comment.guid) }
                formaction={ "/comments/" (comment.guid) "/" (verb) } data-swap={ "p-" (post.guid) }
                aria-pressed=(comment.liked_by_me) {
                @if comment.liked_by_me { "Liked" } @else { "Like" }
                @if comment.likes > 0 { " · " (comment.likes) }
            }
        } @else if comment.likes > 0 {
            span { (counted(comment.likes, "like", "likes")) }
        }
    }
}

fn delete(post: &PostView, comment: &CommentView) -> Markup {
    html! {
        details.confirm {
            summary { "Delete" }
            p { "The comment disappears here and on other pods." }
            button.button.button-danger form="act" formaction={ "/comments/" (comment.guid) "/delete" }
                data-swap={ "p-" (post.guid) } { (icon("trash")) "Delete comment" }
        }
    }
}

/// The box to answer in. `swap` names the post that the script replaces.
pub(in crate::web) fn reply_form(
    shell: &Shell,
    viewer: &ViewerView,
    action: &str,
    text: &str,
    errors: &Errors,
    swap: Option<&str>,
) -> Markup {
    let wrong = errors.of("text");
    html! {
        form.reply #reply method="post" action=(action) {
            (hidden(shell))
            (face(&viewer.person, "face-s"))
            div {
                label.vh for="f-text" { "Your comment" }
                @if let Some(words) = wrong { p.wrong #e-text { (icon("alert")) (words) } }
                textarea.input #f-text name="text" rows="1" required placeholder="Write a comment" data-guard
                    aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| "e-text")] { "\n" (text) }
                div.row { button.button.button-main type="submit" data-swap=[swap] { "Comment" } }
            }
        }
    }
}

/// The box to answer in as a pattern: the script puts it under a post of a stream.
pub(super) fn pattern(shell: &Shell, viewer: &ViewerView) -> Markup {
    html! {
        template #reply {
            form.reply method="post" {
                (hidden(shell))
                (face(&viewer.person, "face-s"))
                div {
                    label.vh { "Your comment" }
                    textarea.input name="text" rows="1" required placeholder="Write a comment" data-guard {}
                    div.row { button.button.button-main type="submit" data-swap="" { "Comment" } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-163: only who may delete gets the way to it.
    #[test]
    fn deleting_is_offered_to_those_who_may() {
        let shell = sample::shell(Place::Stream);
        let mut post = sample::bread();
        let offered = section(&shell, &post, false).into_string();
        assert!(offered.contains("/delete"));
        post.comments.iter_mut().for_each(|comment| comment.may_delete = false);
        assert!(!section(&shell, &post, false).into_string().contains("/delete"));
    }

    // W-161: the way to the comments that a stream leaves out.
    #[test]
    fn earlier_comments_are_one_link_away() {
        let text = section(&sample::shell(Place::Stream), &sample::bread(), false).into_string();
        assert!(text.contains("Show 3 earlier comments"));
    }
}
