//! Who sees a post: a word and a picture, on every post and before sending.

use super::icon;
use crate::domain::views::{AudienceView, DefaultAudience, ViewerView};
use maud::{Markup, html};

/// The audience of a post that exists.
pub(in crate::web) fn badge(audience: &AudienceView) -> Markup {
    match audience {
        AudienceView::Public => html! { span.audience { (icon("globe")) "Public" } },
        AudienceView::Limited { aspects } if aspects.is_empty() => {
            html! { span.audience { (icon("lock")) "Limited" } }
        }
        AudienceView::Limited { aspects } => html! {
            span.audience { (icon("lock")) span { span.vh { "Limited to " } (aspects.join(", ")) } }
        },
    }
}

/// The audience that a new post starts with.
pub(in crate::web) fn preferred(viewer: &ViewerView) -> Markup {
    let names = |ids: &[u64]| {
        let names: Vec<_> = viewer
            .aspects
            .iter()
            .filter(|aspect| ids.contains(&aspect.id))
            .map(|aspect| aspect.name.as_str())
            .collect();
        names.join(", ")
    };
    let (picture, words) = match &viewer.default_audience {
        DefaultAudience::Public => ("globe", "Public".to_owned()),
        DefaultAudience::AllAspects => ("lock", "All aspects".to_owned()),
        DefaultAudience::Aspects(ids) => ("lock", names(ids)),
    };
    html! { span.audience { (icon(picture)) span { (words) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    // W-109: without names there is only the word.
    #[test]
    fn aspects_are_named_only_where_the_view_names_them() {
        assert!(badge(&AudienceView::Limited { aspects: vec![] }).into_string().contains("Limited"));
        let own = badge(&AudienceView::Limited { aspects: vec!["Family".into(), "Choir".into()] }).into_string();
        assert!(own.contains("Family, Choir"));
    }
}
