# The frame of the help; its texts are files of their own.

help-title = Help
help-lead = How things work here, in plain words.
help-people = For everybody
help-admins = For those who run a pod
help-more = More pages
help-settings = All settings
help-settings-lead = A value is taken from the first of these places that has it:
help-from-flag = a flag on the command line
help-from-environment = an environment variable
help-from-secret = a file named by the same variable with _FILE behind it, or a credential of systemd of that name
help-from-file = the configuration file seedpod.toml
help-from-browser = the settings in the browser
help-from-default = the default
help-accepts = Accepts
help-default = Default
help-variable = Environment
help-applies = Takes effect
help-at-once = at once
help-at-start = at the next start
help-browser = In the browser
