//! Choosing the part of a picture that shows, where there is script; without it the middle is taken.

use super::super::layout::Shell;
use super::icon;
use maud::{Markup, html};

/// The box that the script opens once a picture was chosen in a field with `data-crop` (W-095):
/// the picture under a square window, moved by dragging or by arrow keys, with size and turn.
pub(in crate::web) fn crop(shell: &Shell) -> Markup {
    let say = |name: &str| shell.words.say(name);
    html! {
        div.crop #crop hidden {
            p.label #crop-name { (say("profile-crop")) }
            canvas width="320" height="320" tabindex="0" role="img" aria-labelledby="crop-name" {}
            label { (say("profile-crop-size")) input type="range" name="" min="100" max="400" value="100" data-size; }
            label { (say("profile-crop-turn")) input type="range" name="" min="-45" max="45" value="0" data-turn; }
            div.row {
                button.button type="button" data-reset { (icon("reshare")) (say("profile-crop-reset")) }
                button.button type="button" data-cancel { (say("profile-crop-cancel")) }
            }
        }
    }
}
