//! Choosing the aspects that a person is in.

use super::super::layout::{Shell, hidden};
use super::icon;
use crate::domain::views::{PersonView, RelationView};
use maud::{Markup, html};

/// The way to share with a person, change the aspects, or stop: one box with all aspects, one
/// button. Its words say how things stand before it is opened (W-103).
pub(in crate::web) fn aspects(shell: &Shell, person: &PersonView, relation: &RelationView) -> Markup {
    if relation.ignored {
        return html! {
            button.button form="act" formaction={ "/people/" (person.guid) "/unignore" } { "Stop ignoring" }
        };
    }
    if !relation.may_share {
        return html! {};
    }
    html! {
        details.menu {
            summary.button.button-main[!relation.receiving] { (state(relation)) (icon("older")) }
            form.menu-list method="post" action={ "/people/" (person.guid) "/aspects" } {
                (hidden(shell))
                fieldset {
                    legend.menu-who.meta { "They see what you post to these, and you see what they post." }
                    @for aspect in &relation.aspects {
                        label.menu-item {
                            input type="checkbox" name="aspect" value=(aspect.id) checked[aspect.is_member];
                            span { (aspect.name) }
                        }
                    }
                    label.vh for={ "n-" (person.guid) } { "New aspect" }
                    div.menu-item {
                        input.input id={ "n-" (person.guid) } name="new" maxlength="20" placeholder="New aspect";
                    }
                }
                button.button.button-main type="submit" { "Save" }
            }
        }
    }
}

/// How many aspects the person is in, in words.
fn state(relation: &RelationView) -> String {
    let names: Vec<_> = relation.aspects.iter().filter(|aspect| aspect.is_member).map(|aspect| &aspect.name).collect();
    match names.as_slice() {
        [] => "Share".to_owned(),
        [one] => (*one).clone(),
        all if all.len() == relation.aspects.len() => "All aspects".to_owned(),
        some => format!("In {} aspects", some.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // W-103
    #[test]
    fn the_button_says_where_the_person_is() {
        let mut relation = sample::relation(true, true);
        for (count, words) in [(0, "Share"), (1, "Family"), (2, "In 2 aspects"), (4, "All aspects")] {
            for (place, aspect) in relation.aspects.iter_mut().enumerate() {
                aspect.is_member = place < count;
            }
            assert_eq!(state(&relation), words);
        }
    }
}
