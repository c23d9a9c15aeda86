//! Passwords, as Argon2id texts (H-127).

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

/// Words that lists of the commonest passwords are made of, with or without figures and marks around
/// them, doubled, or with figures in place of letters. Shorter ones are too short for a password
/// unless something common is added.
const COMMON: &str = "abc abcabc access admin administrator adobe alexander amanda america andrea andrew angel angels \
    anthony apple arsenal asdf asdfgh asdfghjkl asdfasdf ashley australia babygirl banana barcelona baseball basketball \
    batman beautiful blessed blink brandon brasil bubbles butterfly california carlos caroline celtic champion changeme \
    charlie cheese chelsea chocolate christian christmas christopher computer cookie cowboys crystal daniel daniela \
    default diamond dolphin dragon elephant elizabeth eminem everton facebook family february fernando flower football \
    forever freedom friend friends gabriel galaxy garfield germany google guest hannah happy harley heather hello \
    hockey iloveu iloveyou internet jackson january jasmine jennifer jessica jesus jesuschrist jonathan jordan joseph \
    joshua killer lakers letmein liverpool london love lovely loveme loveyou madison manchester maggie margarita maria \
    marina martin master matrix matthew melissa mercedes metallica michael michelle microsoft monkey monster morgan \
    mother motorola mustang myspace naruto natalie newyork nicholas nicole november october orange passw pass passport \
    password passwort patrick peaches pepper pokemon portugal princess purple qazwsx qazwsxedc qwe qwer qwert qwerty \
    qwertyuiop qwertz rainbow rebecca richard robert rockstar ronaldo samantha samsung sebastian secret september \
    shadow slipknot snoopy soccer softball spiderman spongebob startrek starwars steelers steven strawberry summer \
    sunflower sunshine superman superstar sweetheart sweetie tequiero test testing thomas thunder tigger tinkerbell \
    trustno turtle user valentina vanessa veronica victoria vincent volleyball warcraft welcome whatever william winter \
    yankees zaq zxcvbn zxcvbnm";
/// The rows of keyboards, along which fingers slide.
const ROWS: [&str; 6] =
    ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "abcdefghijklmnopqrstuvwxyz"];

/// Argon2id with two passes and one lane; `memory` in KiB. `None` only for parameters out of range.
pub(super) fn hash(password: &str, salt: &[u8; 16], memory: u32) -> Option<String> {
    let params = Params::new(memory, 2, 1, None).ok()?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    Some(argon.hash_password_with_salt(password.as_bytes(), salt).ok()?.to_string())
}

/// Whether the password is the one the text was made from, with the parameters in the text.
pub(super) fn fits(password: &str, text: &str) -> bool {
    PasswordHash::new(text).is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
}

/// Whether a text was made with less memory than is asked for now.
pub(super) fn is_weak(text: &str, memory: u32) -> bool {
    let params = PasswordHash::new(text).ok().and_then(|parsed| Params::try_from(&parsed).ok());
    params.is_none_or(|params| params.m_cost() < memory)
}

/// Whether a password is among those that are tried first: a common word with or without something
/// around it, one thing over and over, or a walk along the keyboard (H-127).
pub(super) fn is_common(password: &str) -> bool {
    let text: Vec<char> = password.to_lowercase().chars().collect();
    let distinct = text.iter().collect::<std::collections::HashSet<_>>().len();
    distinct < 5 || is_repeated(&text) || is_walk(&text) || is_dressed_word(&text)
}

/// The same few signs over and over, the last time perhaps cut short.
fn is_repeated(text: &[char]) -> bool {
    (1..=text.len() / 2).any(|period| period <= 5 && text.iter().zip(&text[period..]).all(|(one, next)| one == next))
}

/// Nothing but pieces of keyboard rows, three signs or more each, in either direction; the figures of
/// the row above may stand between.
fn is_walk(text: &[char]) -> bool {
    let lines: Vec<Vec<char>> = ROWS
        .iter()
        .flat_map(|row| [row.chars().collect(), row.chars().rev().collect::<Vec<char>>()])
        .chain(
            ROWS[1..4]
                .iter()
                .map(|row| row.chars().zip(ROWS[0].chars()).flat_map(|(key, above)| [above, key]).collect()),
        )
        .collect();
    let longest = |rest: &[char]| {
        let fits = |count: usize| lines.iter().any(|line| line.windows(count).any(|part| part == &rest[..count]));
        (3..=rest.len()).rev().find(|count| fits(*count))
    };
    let mut rest = text;
    while !rest.is_empty() {
        match longest(rest) {
            Some(count) => rest = &rest[count..],
            None => return false,
        }
    }
    true
}

/// A common word, once or twice, with figures and marks before and after it, and figures for letters.
fn is_dressed_word(text: &[char]) -> bool {
    let plain = |c: char| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    let bare: String = text.iter().collect();
    let bare = bare.trim_matches(|c: char| !c.is_alphabetic());
    let undressed: String = bare.chars().map(plain).collect();
    let is_word = |text: &str| COMMON.split_whitespace().any(|word| word == text);
    [bare, undressed.as_str()].iter().any(|text| {
        let middle = text.len() / 2;
        let halves = text.is_char_boundary(middle).then(|| text.split_at(middle));
        is_word(text) || halves.is_some_and(|(one, other)| one == other && is_word(one))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-127
    #[test]
    fn the_text_names_its_parameters_and_fits_only_its_password() {
        let text = hash("a long enough one", &[1; 16], 64).unwrap();
        assert!(text.starts_with("$argon2id$v=19$m=64,t=2,p=1$"), "{text}");
        assert!(fits("a long enough one", &text));
        assert!(!fits("a long enough onE", &text));
        assert!(!fits("a long enough one", "garbage"));
        assert!(is_weak(&text, 65) && !is_weak(&text, 64) && is_weak("garbage", 64));
    }

    // H-127
    #[test]
    fn what_everybody_tries_first_is_common() {
        for password in [
            "1234567890",
            "qwertyuiop",
            "password123",
            "aaaaaaaaaaaa",
            "Password123",
            "P@ssw0rd2024",
            "iloveyou!!",
            "basketball",
            "1q2w3e4r5t",
            "0987654321",
            "abcabcabcabc",
            "qwertyuiop123456",
            "monkeymonkey",
            "12345qwert",
        ] {
            assert!(is_common(password), "{password}");
        }
        for password in [
            "correct horse battery",
            "a new good password",
            "zwölf Äpfel im Korb",
            "passwords are odd",
            "qwerty is a row",
        ] {
            assert!(!is_common(password), "{password}");
        }
    }
}
