//! Passwords, as Argon2id texts (H-127).

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

/// Guesses that a password has to withstand: as many as lists of the commonest ones have entries.
const COMMON: u64 = 10_000;

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

/// Whether a password falls to whoever begins with the commonest ones.
pub(super) fn is_common(password: &str) -> bool {
    zxcvbn::zxcvbn(password, &[]).guesses() <= COMMON
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
        for password in ["1234567890", "qwertyuiop", "password123", "aaaaaaaaaaaa", "Password123"] {
            assert!(is_common(password), "{password}");
        }
        for password in ["correct horse battery", "a new good password", "zwölf Äpfel im Korb"] {
            assert!(!is_common(password), "{password}");
        }
    }
}
