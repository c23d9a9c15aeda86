# Die Seiten der privaten Unterhaltungen.

conversation-title = Unterhaltungen
conversation-new = Neue Unterhaltung
conversation-back = Alle Unterhaltungen
conversation-none-title = Noch keine Unterhaltungen
conversation-none = Schreib Leuten, mit denen du gegenseitig teilst; sonst liest niemand mit.
conversation-older = Ältere Unterhaltungen
conversation-messages = { $count ->
    [one] Eine Nachricht
   *[other] { $count } Nachrichten
}
conversation-people = Wer dabei ist
conversation-unread-from-here = Ab hier neu
conversation-reply = Deine Antwort
conversation-send = Senden
conversation-sent = Deine Nachricht ist unterwegs.
conversation-to = An
conversation-subject = Betreff
conversation-text = Deine Nachricht
conversation-nobody-title = Noch niemand zum Schreiben
conversation-nobody-yet = Nachrichten gehen an Leute, mit denen du gegenseitig teilst. Teile mit jemandem und warte, bis zurückgeteilt wird.
conversation-hide = Ausblenden und stummschalten
conversation-hide-meaning = Die Unterhaltung verlässt deinen Posteingang, und du hörst nichts mehr davon. Die anderen machen ohne dich weiter.
conversation-hide-sure = Unterhaltung ausblenden
conversation-hidden = Die Unterhaltung ist ausgeblendet.
conversation-delete = Löschen
conversation-delete-meaning = Du bist als Letzte oder Letzter hier: Die Nachrichten sind dann endgültig weg.
conversation-delete-sure = Unterhaltung löschen
conversation-deleted = Die Unterhaltung ist gelöscht.
