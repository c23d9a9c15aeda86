//! The ledger: what people did, what the pods acknowledged, and what therefore must be there.
//!
//! Every thing has a number, which is in its text, so that it is known wherever it turns up. What
//! was acknowledged is `There` or `Gone`; what was asked for without an answer is `Unsure` until
//! the next look at its pod, which settles it either way. What hangs on a post counts only while
//! the post does.

use crate::chance::Chance;
use std::collections::{BTreeMap, HashSet};

/// Things of one kind that one person keeps before taking away comes before making.
const POSTS: usize = 10;
const ASPECTS: usize = 3;
const TAGS: usize = 6;
const COMMENTS: usize = 25;

/// The beginning of the text of everything that people make here.
const MARK: &str = "entry";

/// What a thing is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Post {
        is_public: bool,
        has_picture: bool,
    },
    Comment {
        post: usize,
    },
    Like {
        post: usize,
    },
    Aspect,
    /// The friend is in this aspect too.
    Member {
        aspect: usize,
    },
    Tag,
    Conversation,
}

/// Whether a thing is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    There,
    Gone,
    Unsure,
}

/// One thing.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) what: What,
    /// Whose it is, by place among the people.
    pub(crate) who: usize,
    pub(crate) truth: Truth,
    /// What the pods call it, once that is known.
    pub(crate) id: Option<String>,
    /// Which pods have shown it.
    pub(crate) seen: [bool; 2],
    /// It was seen on the other pod after everything had arrived, so it stays there.
    pub(crate) is_settled: bool,
    /// Somebody has asked to take it away.
    pub(crate) is_closing: bool,
}

/// Something to do.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    Make(usize),
    TakeAway(usize),
}

/// Everything, by number.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) entries: BTreeMap<usize, Entry>,
    /// What is gone for good on both pods.
    pub(crate) gone: HashSet<usize>,
    pub(crate) acknowledged: u64,
    pub(crate) unanswered: u64,
    next: usize,
}

/// The pod of a person: the first two are on the first.
pub(crate) fn pod_of(who: usize) -> usize {
    who / 2
}

/// The friend on the other pod.
pub(crate) fn friend_of(who: usize) -> usize {
    (who + 2) % 4
}

/// The text that carries a number.
pub(crate) fn marked(number: usize) -> String {
    format!("{MARK}{number}")
}

/// The number that a text carries.
pub(crate) fn number_in(text: &str) -> Option<usize> {
    let rest = text.split_once(MARK)?.1;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

impl Book {
    /// Draws what a person does next and notes that it may happen from now on.
    pub(crate) fn draw(&mut self, who: usize, chance: &mut Chance) -> Act {
        let making = match chance.below(100) {
            0..22 => self.post(who, chance),
            22..52 => self.below_post(who, chance, |post| What::Comment { post }),
            52..70 => self.below_post(who, chance, |post| What::Like { post }),
            70..75 => self.room(who, ASPECTS, |what| *what == What::Aspect).then_some(What::Aspect),
            75..80 => self.member(who, chance),
            80..85 => self.room(who, TAGS, |what| *what == What::Tag).then_some(What::Tag),
            85..87 => Some(What::Conversation),
            _ => None,
        };
        if let Some(what) = making {
            return self.make(who, what);
        }
        match self.removable(who, chance) {
            Some(number) => self.take_away(number),
            None => self.make(who, What::Post { is_public: true, has_picture: false }),
        }
    }

    fn make(&mut self, who: usize, what: What) -> Act {
        let number = self.next;
        self.next += 1;
        // Whoever is put into an aspect again is the same member as before.
        let is_again = |entry: &Entry| matches!(what, What::Member { .. }) && entry.who == who && entry.what == what;
        self.entries.retain(|_, entry| !is_again(entry));
        let truth = Truth::Unsure;
        let entry = Entry { what, who, truth, id: None, seen: [false; 2], is_settled: false, is_closing: false };
        self.entries.insert(number, entry);
        Act::Make(number)
    }

    fn take_away(&mut self, number: usize) -> Act {
        if let Some(entry) = self.entries.get_mut(&number) {
            entry.truth = Truth::Unsure;
            entry.is_closing = true;
            entry.is_settled = false;
        }
        Act::TakeAway(number)
    }

    fn own<'a>(&'a self, who: usize) -> impl Iterator<Item = (usize, &'a Entry)> + 'a {
        self.entries.iter().filter(move |(_, entry)| entry.who == who).map(|(number, entry)| (*number, entry))
    }

    /// Whether a person may have one more of a kind.
    fn room(&self, who: usize, most: usize, kind: impl Fn(&What) -> bool) -> bool {
        self.own(who).filter(|(_, entry)| kind(&entry.what) && entry.truth != Truth::Gone).count() < most
    }

    fn post(&self, who: usize, chance: &mut Chance) -> Option<What> {
        let has_room = self.room(who, POSTS, |what| matches!(what, What::Post { .. }));
        let (is_public, has_picture) = (chance.percent(70), chance.percent(8));
        has_room.then_some(What::Post { is_public, has_picture })
    }

    /// Something below a post that the person's pod has shown and that the person may see.
    fn below_post(&self, who: usize, chance: &mut Chance, what: impl Fn(usize) -> What) -> Option<What> {
        let kind = std::mem::discriminant(&what(0));
        if !self.room(who, COMMENTS, |what| std::mem::discriminant(what) == kind) {
            return None;
        }
        let may_see = |entry: &Entry| match entry.what {
            What::Post { is_public, .. } => is_public || entry.who == who || friend_of(entry.who) == who,
            _ => false,
        };
        let usable =
            |(number, entry): (&usize, &Entry)| (self.can_be_used(who, entry) && may_see(entry)).then_some(*number);
        let posts: Vec<usize> = self.entries.iter().filter_map(usable).collect();
        let post = *one_of(&posts, chance)?;
        let wanted = what(post);
        // Nobody likes twice, also not after taking it back: the two may meet on their way.
        let is_again = matches!(wanted, What::Like { .. }) && self.own(who).any(|(_, entry)| entry.what == wanted);
        (!is_again).then_some(wanted)
    }

    /// Whether a thing is there for a person, under a name that is known.
    fn can_be_used(&self, who: usize, entry: &Entry) -> bool {
        let is_shown = entry.seen[pod_of(who)] || pod_of(entry.who) == pod_of(who);
        entry.truth == Truth::There && entry.id.is_some() && is_shown
    }

    fn member(&self, who: usize, chance: &mut Chance) -> Option<What> {
        let is_in = |aspect: usize| {
            let member = What::Member { aspect };
            self.own(who).any(|(_, entry)| entry.what == member && entry.truth != Truth::Gone)
        };
        let usable = |(number, entry): (usize, &Entry)| {
            (entry.what == What::Aspect && self.can_be_used(who, entry) && !is_in(number)).then_some(number)
        };
        let aspects: Vec<usize> = self.own(who).filter_map(usable).collect();
        one_of(&aspects, chance).map(|aspect| What::Member { aspect: *aspect })
    }

    /// Something that the person can take away.
    fn removable(&self, who: usize, chance: &mut Chance) -> Option<usize> {
        let usable = |(number, entry): (usize, &Entry)| {
            let is_lasting = entry.what == What::Conversation || !self.counts(entry);
            let is_named =
                entry.id.is_some() || matches!(entry.what, What::Like { .. } | What::Member { .. } | What::Tag);
            (entry.truth == Truth::There && is_named && !is_lasting).then_some(number)
        };
        let own: Vec<usize> = self.own(who).filter_map(usable).collect();
        one_of(&own, chance).copied()
    }

    /// Whether what a thing hangs on is there for certain.
    pub(crate) fn counts(&self, entry: &Entry) -> bool {
        let on = match entry.what {
            What::Comment { post } | What::Like { post } => post,
            What::Member { aspect } => aspect,
            _ => return true,
        };
        self.entries.get(&on).is_some_and(|on| on.truth == Truth::There)
    }

    /// The pod said that something is done.
    pub(crate) fn acknowledge(&mut self, act: Act, id: Option<String>) {
        self.acknowledged += 1;
        let (number, truth) = match act {
            Act::Make(number) => (number, Truth::There),
            Act::TakeAway(number) => (number, Truth::Gone),
        };
        if let Some(entry) = self.entries.get_mut(&number) {
            entry.truth = truth;
            entry.id = id.or_else(|| entry.id.take());
        }
    }

    /// Forgets what is gone and what hung on it; both pods have been seen without it.
    pub(crate) fn settle(&mut self) {
        let is_over = |entry: &Entry| entry.truth == Truth::Gone || !self.counts(entry);
        let over: Vec<usize> =
            self.entries.iter().filter(|(_, entry)| is_over(entry)).map(|(number, _)| *number).collect();
        for number in over {
            self.entries.remove(&number);
            self.gone.insert(number);
        }
        for entry in self.entries.values_mut() {
            entry.is_settled = true;
        }
    }
}

fn one_of<'a, T>(from: &'a [T], chance: &mut Chance) -> Option<&'a T> {
    let place = chance.below(from.len() as u64);
    from.get(usize::try_from(place).unwrap_or(0))
}
