//! Who sees a post: a word and a picture, on every post and before sending.

use super::icon;
use crate::domain::views::{AudienceView, DefaultAudience, ViewerView};
use crate::domain::words::Words;
use maud::{Markup, html};

/// The audience of a post that exists.
pub(in crate::web) fn badge(words: Words, audience: &AudienceView) -> Markup {
    match audience {
        AudienceView::Public => html! { span.audience { (icon("globe")) (words.say("publisher-public")) } },
        AudienceView::Limited { aspects } if aspects.is_empty() => {
            html! { span.audience { (icon("lock")) (words.say("post-limited")) } }
        }
        AudienceView::Limited { aspects } => html! {
            span.audience {
                (icon("lock"))
                span { span.vh { (words.say("post-limited-to")) " " } (aspects.join(", ")) }
            }
        },
    }
}

/// The audience that a new post starts with.
pub(in crate::web) fn preferred(words: Words, viewer: &ViewerView) -> Markup {
    let names = |ids: &[u64]| {
        let chosen = viewer.aspects.iter().filter(|aspect| ids.contains(&aspect.id));
        chosen.map(|aspect| aspect.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let (picture, text) = match &viewer.default_audience {
        DefaultAudience::Public => ("globe", words.say("publisher-public")),
        DefaultAudience::AllAspects => ("lock", words.say("publisher-all-aspects")),
        DefaultAudience::Aspects(ids) => ("lock", names(ids)),
    };
    html! { span.audience { (icon(picture)) span { (text) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    // W-109: without names there is only the word.
    #[test]
    fn aspects_are_named_only_where_the_view_names_them() {
        let words = Words::default();
        assert!(badge(words, &AudienceView::Limited { aspects: vec![] }).into_string().contains("Limited"));
        let own = badge(words, &AudienceView::Limited { aspects: vec!["Family".into(), "Choir".into()] }).into_string();
        assert!(own.contains("Family, Choir"));
    }
}
