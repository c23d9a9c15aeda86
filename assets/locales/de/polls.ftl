# Umfragen und Termine in Beiträgen.

poll-answer-missing = Wähle eine der Antworten.
poll-voted-already = Du hast schon abgestimmt; eine Stimme lässt sich nicht ändern.
poll-not-for-you = Du kannst hier nicht abstimmen.
event-without-name = Ein Termin braucht einen Namen.
event-text-long = Es ist Platz für höchstens { $most } Zeichen.
event-ends-first = Der Termin endet, bevor er beginnt.
event-not-for-you = Du kannst hier nicht antworten.
event-accepted = Kommt:
event-tentative = Kommt vielleicht:
