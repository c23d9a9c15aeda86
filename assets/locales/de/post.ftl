# Beiträge, Kommentare und was Leute damit tun.

post-label = Beitrag von { $name }
post-more = Mehr zu diesem Beitrag
post-reshared = weitergesagt
post-via = über { $program }
post-limited = Begrenzt
post-limited-to = Begrenzt auf
post-unfold = Mehr zeigen
post-fold = Weniger zeigen
post-root-gone = Der ursprüngliche Beitrag wurde dort gelöscht.
post-place = Geschrieben in { $place }
post-play = Hier abspielen ({ $host } sieht dann deine Adresse)

post-like = Gefällt mir
post-liked = Gefällt dir
post-likes = { $count ->
    [one] Gefällt { $count } Person
   *[other] Gefällt { $count } Leuten
}
post-liked-by = Gefällt
post-more-people = { $count ->
    [one] und { $count } weiteren Person
   *[other] und { $count } weiteren
}
post-reshare = Weitersagen
post-reshare-meaning = Alle sehen ihn dann unter deinem Namen, auch ohne Konto.
post-reshare-do = Öffentlich weitersagen
post-reshared-by-me = Weitergesagt
post-reshared-by = Weitergesagt von
post-reshares = { $count ->
    [one] { $count }-mal weitergesagt
   *[other] { $count }-mal weitergesagt
}
post-is-reshared = Weitergesagt. Alle können es jetzt sehen.

post-follow = Dem Gespräch folgen
post-unfollow = Dem Gespräch nicht mehr folgen
post-hide = Ausblenden
post-hide-meaning = Der Beitrag verlässt deine Streams, und du hörst nichts mehr davon. Wer ihn geschrieben hat, erfährt es nicht.
post-hide-do = Diesen Beitrag ausblenden
post-is-hidden = Du hast diesen Beitrag ausgeblendet.
post-show-again = Wieder zeigen
post-now-hidden = Der Beitrag ist aus deinen Streams ausgeblendet.
post-now-shown = Der Beitrag ist zurück in deinen Streams.
post-ignore = { $name } ignorieren
post-ignore-meaning = Die Beiträge dieser Person verlassen deine Streams, und ihr teilt nicht mehr miteinander. Sie erfährt nichts davon.
post-ignore-do = Diese Person ignorieren
post-delete = Löschen
post-delete-meaning = Der Beitrag verschwindet hier und auf anderen Pods, mit Kommentaren und Bildern.
post-delete-do = Diesen Beitrag löschen
post-now-deleted = Der Beitrag ist gelöscht.

post-report = Melden
post-report-title = Der Moderation Bescheid sagen
post-report-meaning = Die Moderation dieses Pods sieht, was du meldest, deinen Namen und deinen Grund. Sonst erfährt es niemand.
post-report-why = Was stimmt daran nicht?
post-report-do = Meldung abschicken
post-now-reported = Danke. Die Moderation sieht es sich an.

post-nsfw = Als nicht für alle Augen markiert
post-nsfw-show = Zeigen
post-nsfw-hide = Verbergen
post-nsfw-show-all = Auf dieser Seite alle zeigen
post-nsfw-hide-all = Alle wieder verbergen

post-poll-vote = Abstimmen
post-poll-result = Ergebnis zeigen
post-poll-mine = deine Stimme
post-poll-original = Beim ursprünglichen Beitrag abstimmen
post-poll-votes = { $count ->
    [0] Noch keine Stimmen
    [one] { $count } Stimme
   *[other] { $count } Stimmen
}

post-comment = Kommentieren
post-comment-label = Kommentar von { $name }
post-comment-answers = antwortet { $name }
post-comment-yours = Dein Kommentar
post-comment-write = Schreib einen Kommentar
post-comment-delete-do = Kommentar löschen
post-earlier-comments = { $count ->
    [one] { $count } früheren Kommentar zeigen
   *[other] { $count } frühere Kommentare zeigen
}

post-picture = Bild
post-picture-undescribed = Bild ohne Beschreibung
post-picture-close = Schließen
post-picture-back = Voriges Bild
post-picture-next = Nächstes Bild

post-title-by = Beitrag von { $name }
post-title-reshare = Weitergesagt von { $name }
post-title-pictures = { $count ->
    [one] Ein Bild von { $name }
   *[other] { $count } Bilder von { $name }
}
post-suggestions = Leute zum Erwähnen

post-link-looking = Wird gesucht
post-link-looking-meaning = Dieser Beitrag ist hier noch nicht bekannt. Sein Pod wird gefragt.
post-link-again = Noch einmal nachsehen

post-like-forbidden = Das kannst du nicht mit „Gefällt mir“ markieren.
post-comment-forbidden = Diesen Beitrag kannst du nicht kommentieren.
post-comment-empty = Ein Kommentar braucht Worte.
post-comment-delete-forbidden = Einen Kommentar löscht nur, wer ihn oder den Beitrag geschrieben hat.
post-delete-forbidden = Einen Beitrag löscht nur, wer ihn geschrieben hat.
post-reshare-gone = Der ursprüngliche Beitrag wurde gelöscht.
post-reshare-again = Das hast du schon weitergesagt.
post-reshare-forbidden = Nur öffentliche Beiträge anderer lassen sich weitersagen.
post-hide-own = Eigene Beiträge lassen sich nicht ausblenden. Du kannst sie löschen.
post-report-own = Du kannst nicht melden, was du selbst geschrieben hast.
post-report-again = Das hast du schon gemeldet. Die Moderation weiß es.
post-report-reason = Sag bitte warum, damit die Moderation es versteht.
