//! Passwords, as Argon2id texts (H-127).

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

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
    }
}
