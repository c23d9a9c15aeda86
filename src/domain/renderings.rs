//! Texts of people, rendered once and kept in memory.
//!
//! Reading Markdown and checking the result costs a page more than everything else on it, and the
//! same texts are shown again and again. What a text refers to may change between two readers, so
//! each rendering remembers what was looked up for it: it counts only where every look-up gives the
//! same answer again. Nothing has to be dropped when a person, a post or a right changes.

use crate::base::{DiasporaId, Guid};
use crate::content::markdown::{self, Links, Mentioned, Room};
use std::cell::RefCell;
use std::collections::HashMap;
use std::mem::{size_of, take};
use std::sync::{Mutex, PoisonError};

/// Bytes of a rendering that is worth keeping; beyond, one text would push out hundreds.
const LARGEST: usize = 64 << 10;

/// What a text is made into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Markup for a page.
    Html(Room),
    /// The line that names it (W-158).
    Title,
    /// Without marks.
    Plain,
}

/// The renderings of the texts shown last. Never more than its budget of bytes.
#[derive(Debug, Default)]
pub struct Renderings {
    budget: usize,
    kept: Mutex<Kept>,
}

/// Two generations: what is asked for moves to the young one; when that has taken half the room the
/// old one goes.
#[derive(Debug, Default)]
struct Kept {
    young: HashMap<Key, Rendering>,
    old: HashMap<Key, Rendering>,
    bytes: usize,
}

type Key = [u8; 32];

#[derive(Clone, Debug)]
struct Rendering {
    made: String,
    asked: Vec<Asked>,
}

/// A look-up and its answer.
#[derive(Clone, Debug)]
enum Asked {
    Mention(DiasporaId, Option<Mentioned>),
    Entity { author: DiasporaId, kind: String, guid: Guid, answer: Option<String> },
}

impl Renderings {
    /// Keeps at most `budget` bytes; with zero it keeps nothing.
    pub fn new(budget: usize) -> Self {
        Self { budget, kept: Mutex::default() }
    }

    /// The text in that form.
    pub(super) fn of(&self, form: Form, text: &str, links: &dyn Links) -> String {
        let key = key(form, text);
        if let Some(known) = self.find(&key)
            && known.asked.iter().all(|asked| asked.holds(links))
        {
            return known.made;
        }
        let noting = Noting { links, asked: RefCell::default() };
        let made = match form {
            Form::Html(room) => markdown::render(text, &noting, room).into(),
            Form::Title => markdown::title(text, &noting),
            Form::Plain => markdown::plain(text, &noting),
        };
        self.keep(key, Rendering { made: made.clone(), asked: noting.asked.into_inner() });
        made
    }

    fn find(&self, key: &Key) -> Option<Rendering> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.young.get(key) {
            return Some(known.clone());
        }
        let known = kept.old.remove(key)?;
        kept.put(*key, known.clone(), self.budget);
        Some(known)
    }

    fn keep(&self, key: Key, rendering: Rendering) {
        if rendering.bytes() <= LARGEST {
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(key, rendering, self.budget);
        }
    }
}

impl Kept {
    fn put(&mut self, key: Key, rendering: Rendering, budget: usize) {
        let bytes = rendering.bytes();
        if self.bytes + bytes > budget / 2 {
            self.old = take(&mut self.young);
            self.bytes = 0;
        }
        if bytes <= budget / 2 {
            let replaced = self.young.insert(key, rendering).map_or(0, |before| before.bytes());
            self.bytes = (self.bytes + bytes).saturating_sub(replaced);
        }
    }
}

impl Rendering {
    /// What it takes in memory, its place in the table included.
    fn bytes(&self) -> usize {
        let place = 2 * (size_of::<Key>() + size_of::<Self>());
        place + self.made.len() + self.asked.iter().map(Asked::bytes).sum::<usize>()
    }
}

impl Asked {
    fn holds(&self, links: &dyn Links) -> bool {
        match self {
            Self::Mention(id, answer) => links.mention(id) == *answer,
            Self::Entity { author, kind, guid, answer } => links.diaspora(author, kind, guid) == *answer,
        }
    }

    fn bytes(&self) -> usize {
        let text = match self {
            Self::Mention(id, answer) => {
                id.as_str().len() + answer.as_ref().map_or(0, |found| found.name.len() + found.href.len())
            }
            Self::Entity { author, kind, guid, answer } => {
                author.as_str().len() + kind.len() + guid.as_str().len() + answer.as_ref().map_or(0, String::len)
            }
        };
        size_of::<Self>() + text
    }
}

fn key(form: Form, text: &str) -> Key {
    let form = match form {
        Form::Html(Room::Post) => 0,
        Form::Html(Room::Comment) => 1,
        Form::Html(Room::Line) => 2,
        Form::Title => 3,
        Form::Plain => 4,
    };
    *blake3::Hasher::new().update(&[form]).update(text.as_bytes()).finalize().as_bytes()
}

/// Passes look-ups on and writes them down. The addresses of tags and of proxied files depend on
/// nothing but the text.
struct Noting<'a> {
    links: &'a dyn Links,
    asked: RefCell<Vec<Asked>>,
}

impl Links for Noting<'_> {
    fn mention(&self, id: &DiasporaId) -> Option<Mentioned> {
        let answer = self.links.mention(id);
        self.asked.borrow_mut().push(Asked::Mention(id.clone(), answer.clone()));
        answer
    }

    fn tag(&self, tag: &str) -> String {
        self.links.tag(tag)
    }

    fn diaspora(&self, author: &DiasporaId, kind: &str, guid: &Guid) -> Option<String> {
        let answer = self.links.diaspora(author, kind, guid);
        let asked =
            Asked::Entity { author: author.clone(), kind: kind.to_owned(), guid: guid.clone(), answer: answer.clone() };
        self.asked.borrow_mut().push(asked);
        answer
    }

    fn image(&self, url: &str) -> Option<String> {
        self.links.image(url)
    }

    fn media(&self, url: &str) -> Option<String> {
        self.links.media(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// Knows one person, whose name can change, and counts what is rendered by the tags in it.
    #[derive(Default)]
    struct Town {
        name: RefCell<String>,
        rendered: Cell<u32>,
    }

    impl Links for Town {
        fn mention(&self, _: &DiasporaId) -> Option<Mentioned> {
            let name = self.name.borrow().clone();
            (!name.is_empty()).then(|| Mentioned { name, href: "/people/1".to_owned() })
        }
        fn tag(&self, tag: &str) -> String {
            self.rendered.set(self.rendered.get() + 1);
            format!("/tags/{tag}")
        }
        fn diaspora(&self, _: &DiasporaId, _: &str, _: &Guid) -> Option<String> {
            None
        }
        fn image(&self, _: &str) -> Option<String> {
            None
        }
    }

    const HTML: Form = Form::Html(Room::Post);

    #[test]
    fn a_text_is_rendered_once() {
        let (texts, town) = (Renderings::new(1 << 20), Town::default());
        let first = texts.of(HTML, "a #garden", &town);
        assert_eq!(first, texts.of(HTML, "a #garden", &town));
        assert_eq!(town.rendered.get(), 1);
        assert_ne!(first, texts.of(Form::Title, "a #garden", &town));
    }

    #[test]
    fn what_it_refers_to_is_looked_up_every_time() {
        let (texts, town) = (Renderings::new(1 << 20), Town::default());
        let text = "hello @{ann@pod.test} #tag";
        assert!(!texts.of(HTML, text, &town).contains("/people/1"));
        town.name.replace("Ann".to_owned());
        assert!(texts.of(HTML, text, &town).contains(">@Ann<"));
        town.name.replace("Anna".to_owned());
        assert!(texts.of(HTML, text, &town).contains(">@Anna<"));
        let rendered = town.rendered.get();
        assert!(texts.of(HTML, text, &town).contains(">@Anna<"));
        assert_eq!(town.rendered.get(), rendered);
    }

    #[test]
    fn it_keeps_within_its_budget_and_keeps_what_is_asked_for() {
        let (texts, town) = (Renderings::new(64 << 10), Town::default());
        let text = |number: u32| format!("#tag and text {number} {}", "x".repeat(200));
        let favourite = text(0);
        texts.of(HTML, &favourite, &town);
        for number in 1..1_000 {
            texts.of(HTML, &text(number), &town);
            texts.of(HTML, &favourite, &town);
        }
        assert_eq!(town.rendered.get(), 1_000);
        let kept = texts.kept.lock().unwrap();
        let bytes: usize = kept.young.values().chain(kept.old.values()).map(Rendering::bytes).sum();
        assert!(bytes <= 64 << 10 && kept.young.len() > 10, "{bytes} bytes in {}", kept.young.len());
        drop(kept);
        let none = Renderings::default();
        none.of(HTML, &favourite, &town);
        none.of(HTML, &favourite, &town);
        assert_eq!(town.rendered.get(), 1_002);
    }
}
