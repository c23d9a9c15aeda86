//! The manual and the completions, made from the definitions of the commands and of the settings
//! (H-028).

use super::arguments::{Arguments, ManPage};
use crate::app::AppError;
use crate::config;
use clap::CommandFactory;
use std::io::{self, Write};
use std::process::ExitCode;

/// Prints a page of the manual.
pub(super) fn page(page: ManPage) -> Result<ExitCode, AppError> {
    let text = match page {
        ManPage::Seedpod => program().map_err(|error| AppError::because("the manual cannot be made", error))?,
        ManPage::Configuration => config::manual().into_bytes(),
    };
    say(&text)
}

/// Prints the completions for a shell.
pub(super) fn completions(shell: clap_complete::Shell) -> Result<ExitCode, AppError> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "seedpod", &mut text);
    say(&text)
}

/// The program's own page, and behind it a section for each command and verb.
fn program() -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    let mut command = Arguments::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut text)?;
    writeln!(text, ".SH COMMANDS")?;
    for noun in command.get_subcommands().filter(|noun| noun.get_name() != "help") {
        if !noun.has_subcommands() {
            entry(&mut text, noun)?;
        }
        for verb in noun.get_subcommands().filter(|verb| verb.get_name() != "help") {
            entry(&mut text, verb)?;
        }
    }
    writeln!(text, ".SH SEE ALSO\n\\fBseedpod.toml\\fR(5)")?;
    Ok(text)
}

fn entry(text: &mut Vec<u8>, command: &clap::Command) -> io::Result<()> {
    let name = command.get_bin_name().unwrap_or(command.get_name()).replace('-', "\\-");
    writeln!(text, ".SS {name}")?;
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    for line in about.lines() {
        match line.trim() {
            "" => writeln!(text, ".PP")?,
            line => writeln!(text, "\\&{}", line.replace('\\', "\\e").replace('-', "\\-"))?,
        }
    }
    let own = command.get_arguments().filter(|argument| !argument.is_global_set() && argument.get_id() != "help");
    for argument in own {
        let flag = argument.get_long().map(|long| format!("\\-\\-{}", long.replace('-', "\\-")));
        let name = flag.unwrap_or_else(|| argument.get_id().as_str().to_uppercase());
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        writeln!(text, ".TP\n\\fB{name}\\fR\n\\&{help}")?;
    }
    Ok(())
}

fn say(text: &[u8]) -> Result<ExitCode, AppError> {
    let told = io::stdout().lock().write_all(text);
    // Whoever reads only the first lines closes the pipe.
    match told {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(AppError::because("the text cannot be written", error))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}
