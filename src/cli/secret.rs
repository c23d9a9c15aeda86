//! Reading a password without showing it (H-025).

use super::arguments::Password;
use crate::app::AppError;
use std::io::{BufRead, IsTerminal, Read, Write};

/// Bytes of a password line.
const MOST: u64 = 4096;

/// From a file, from standard input, or from a person at the terminal.
pub(super) fn read(from: &Password) -> Result<String, AppError> {
    let unreadable = |error: std::io::Error| AppError::because("the password cannot be read", error);
    let mut line = String::new();
    if let Some(path) = &from.password_file {
        let file = std::fs::File::open(path).map_err(unreadable)?;
        std::io::BufReader::new(file.take(MOST)).read_line(&mut line).map_err(unreadable)?;
    } else if from.password_stdin || !std::io::stdin().is_terminal() {
        if !from.password_stdin {
            return Err(AppError::plain("say where the password comes from: --password-stdin or --password-file FILE"));
        }
        std::io::stdin().lock().take(MOST).read_line(&mut line).map_err(unreadable)?;
    } else {
        line = ask().map_err(unreadable)?;
    }
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() { Err(AppError::plain("the password is empty")) } else { Ok(password) }
}

/// At the terminal, with echo off.
fn ask() -> std::io::Result<String> {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    let input = std::io::stdin();
    let before = tcgetattr(&input)?;
    let mut quiet = before.clone();
    quiet.local_modes.remove(LocalModes::ECHO);
    eprint!("Password: ");
    std::io::stderr().flush()?;
    tcsetattr(&input, OptionalActions::Now, &quiet)?;
    let mut line = String::new();
    let read = input.lock().take(MOST).read_line(&mut line);
    tcsetattr(&input, OptionalActions::Now, &before)?;
    eprintln!();
    read.map(|_| line)
}
