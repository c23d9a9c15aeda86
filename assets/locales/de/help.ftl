# Der Rahmen der Hilfe.

help-title = Hilfe
help-lead = Wie hier alles geht, in einfachen Worten.
help-people = Für alle
help-admins = Für Leute, die einen Pod betreiben
help-more = Weitere Seiten
help-settings = Alle Einstellungen
help-settings-lead = Ein Wert kommt von der ersten dieser Stellen, die ihn hat:
help-from-flag = eine Angabe auf der Befehlszeile
help-from-environment = eine Umgebungsvariable
help-from-secret = eine Datei, die dieselbe Variable mit angehängtem _FILE nennt, oder ein Credential von systemd mit diesem Namen
help-from-file = die Konfigurationsdatei seedpod.toml
help-from-browser = die Einstellungen im Browser
help-from-default = die Vorgabe
help-accepts = Erlaubt
help-default = Vorgabe
help-variable = Umgebung
help-applies = Wirkt
help-at-once = sofort
help-at-start = beim nächsten Start
help-browser = Im Browser
