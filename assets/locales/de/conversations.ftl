# Private Unterhaltungen.

conversation-no-subject = Ohne Betreff
conversation-nobody = Wähle mindestens eine Person, der du schreibst.
conversation-unknown = Eine dieser Personen ist hier nicht bekannt.
conversation-not-mutual = Du kannst { $name } nur schreiben, wenn ihr beide miteinander teilt.
conversation-empty = Eine Nachricht braucht Worte.
conversation-text-long = Eine Nachricht hat höchstens { $most } Zeichen.
conversation-subject-long = Ein Betreff hat höchstens { $most } Zeichen.
