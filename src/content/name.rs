//! Names of people, as they may stand in a profile, a mention and a page.

use super::text::{self, TooLong};

/// A name without what could disturb the places it is shown in: control characters and
/// characters that turn or hide text are dropped, `;` (which separates names in mentions)
/// becomes a comma, blanks are joined. May come out empty. `limit` counts characters:
/// `base::limits::NAME` for a part, `FULL_NAME` for the whole. (spec/federation.md §1.1)
pub fn clean(name: &str, limit: usize) -> Result<String, TooLong> {
    let kept: String = name
        .chars()
        .map(|c| match c {
            ';' => ',',
            // A brace would end the mention that carries the name.
            '{' => '(',
            '}' => ')',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .filter(|c| !c.is_control() && !disturbs(*c))
        .collect();
    text::within(kept.split_whitespace().collect::<Vec<_>>().join(" "), limit)
}

/// Invisible characters that reorder, break or fake text: bidirectional embeddings, overrides and
/// isolates, blanks without width, line and paragraph separators, fillers, non-characters.
/// Joiners stay, since Persian and emoji need them.
fn disturbs(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    // F-244
    #[test]
    fn a_name_cannot_turn_hide_or_split_what_stands_around_it() {
        assert_eq!(clean("  Eve\u{202E}gnp.\u{2066}x\u{200B}\0\n y ", 32), Ok("Evegnp.x y".to_owned()));
        assert_eq!(clean("A; a@b} {c", 32), Ok("A, a@b) (c".to_owned()));
        assert_eq!(clean("\u{3164}\u{200B}", 32), Ok(String::new()));
    }

    #[test]
    fn people_write_their_names_as_they_like() {
        for name in ["Zoë Ångström", "می\u{200C}خواهم", "👩\u{200D}🚀 Ada", "李小龍", "O'Neil-d’Arc <3"]
        {
            assert_eq!(clean(name, 32).as_deref(), Ok(name));
        }
    }

    #[test]
    fn too_long_says_how_long() {
        assert_eq!(clean(&"ä".repeat(33), 32), Err(TooLong { count: 33, limit: 32 }));
    }
}
