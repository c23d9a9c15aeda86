//! Why the program cannot do what it was told.

use crate::config::ConfigError;
use crate::store::StoreError;
use std::fmt;

/// A failure of the program as a whole; each has its exit code (H-026).
#[derive(Debug)]
pub enum AppError {
    /// The configuration is not valid.
    Config(String),
    /// The pod runs elsewhere or cannot be reached.
    Unreachable(String),
    /// The store or a key is damaged.
    Integrity(String),
    /// It may work later.
    Temporary(String),
    /// Anything else, with its cause.
    Failed { what: String, because: Option<String> },
}

impl AppError {
    /// A failure with its cause.
    pub fn because(what: impl Into<String>, cause: impl fmt::Display) -> Self {
        Self::Failed { what: what.into(), because: Some(cause.to_string()) }
    }

    /// A failure that says everything itself.
    pub fn plain(what: impl Into<String>) -> Self {
        Self::Failed { what: what.into(), because: None }
    }

    /// The process's exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Failed { .. } => 1,
            Self::Config(_) => 3,
            Self::Unreachable(_) => 4,
            Self::Integrity(_) => 5,
            Self::Temporary(_) => 75,
        }
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(text) | Self::Unreachable(text) | Self::Integrity(text) | Self::Temporary(text) => {
                write!(f, "error: {text}")
            }
            Self::Failed { what, because: None } => write!(f, "error: {what}"),
            Self::Failed { what, because: Some(cause) } => write!(f, "error: {what}\nbecause: {cause}"),
        }
    }
}

impl std::error::Error for AppError {}

impl From<ConfigError> for AppError {
    fn from(error: ConfigError) -> Self {
        Self::Config(error.to_string())
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::InUse => Self::Unreachable(error.to_string()),
            StoreError::Corrupt { .. } => Self::Integrity(error.to_string()),
            StoreError::Full => Self::Temporary(error.to_string()),
            other => Self::because("the store does not work", other),
        }
    }
}
