# Einen Beitrag schreiben.

publisher-title = Neuer Beitrag
publisher-opener = Was beschäftigt dich, { $name }?
publisher-yours = Dein Beitrag
publisher-placeholder = Markdown, #Tags und @{"{"}name@pod{"}"} funktionieren hier
publisher-toolbar = Format
publisher-bold = Fett
publisher-italic = Kursiv
publisher-heading = Überschrift
publisher-link = Link
publisher-image = Bild aus dem Web
publisher-list = Liste
publisher-numbers = Nummerierte Liste
publisher-code = Code
publisher-quote = Zitat
publisher-help = Formatierung
publisher-share = Teilen
publisher-preview = Vorschau
publisher-sending = Wird gesendet
publisher-sent = Dein Beitrag ist draußen.
publisher-close-window = Du kannst dieses Fenster schließen.

publisher-pictures = Bilder
publisher-pictures-choose = Bilder auswählen
publisher-pictures-hint = Beschreib jedes Bild für Leute, die es nicht sehen können. Ort und Kamera werden aus den Dateien entfernt.
publisher-picture = Bild { $number }
publisher-description = Beschreibung
publisher-description-ask = Was ist zu sehen?
publisher-picture-drop = Dieses Bild weglassen

publisher-poll = Umfrage
publisher-poll-question = Frage
publisher-poll-answer = Antwort { $number }
publisher-poll-more = Noch eine Antwort
publisher-poll-drop = Weglassen
publisher-poll-hint = Wer den Beitrag sieht, kann einmal abstimmen. Leere Zeilen fallen weg.

publisher-place = Ort
publisher-place-name = Name des Orts
publisher-place-lat = Breite
publisher-place-lng = Länge
publisher-place-find = Meinen Ort bestimmen
publisher-place-drop = Kein Ort
publisher-place-failed = Dein Gerät hat nicht gesagt, wo du bist. Du kannst den Ort eintippen.
publisher-place-hint = Ohne Breite und Länge sehen nur Leute auf diesem Pod den Ort.

publisher-who = Wer das sieht
publisher-aspects = Aspekte
publisher-public = Öffentlich
publisher-all-aspects = Alle Aspekte
publisher-some-aspects = Einige Aspekte
publisher-public-meaning = Alle können es lesen, auch ohne Konto.
publisher-all-meaning = Alle, mit denen du teilst, können es lesen, sonst niemand.
publisher-some-meaning = Nur Leute, die jetzt in diesen Aspekten sind, können es lesen.

publisher-bookmarklet = Von jeder Seite aus teilen
publisher-bookmarklet-how = Leg im Browser ein Lesezeichen mit dieser Adresse an. Auf jeder Seite öffnet es dann ein kleines Fenster mit einem Beitrag über sie.
publisher-bookmarklet-code = Adresse des Lesezeichens

publisher-empty = Schreib etwas oder füge ein Bild hinzu.
publisher-text-long = { $count } Zeichen sind zu viele: Höchstens { $most } passen.
publisher-photos-many = Ein Beitrag hat höchstens { $most } Bilder.
publisher-picture-large = Ein Bild darf höchstens { $megabytes } MB haben. Mach es kleiner und wähle es noch einmal.
publisher-picture-unknown = Das ist kein Bild im Format JPEG, PNG, GIF oder WebP.
publisher-picture-wide = Ein Bild mit { $width } × { $height } Pixeln ist zu groß.
publisher-picture-demanding = Dieses Bild braucht mehr Speicher, als da ist. Mach es kleiner und wähle es noch einmal.
publisher-picture-broken = Dieses Bild ist beschädigt oder unvollständig.
publisher-picture-gone = Eines der Bilder ist nicht mehr da. Bitte wähle es noch einmal.
publisher-audience-none = Wähle, wer das sehen darf: alle oder mindestens ein Aspekt.
publisher-audience-foreign = Dieser Aspekt gehört dir nicht.
publisher-poll-question-missing = Eine Umfrage braucht eine Frage.
publisher-poll-answers-few = Eine Umfrage braucht mindestens zwei Antworten und hat höchstens { $most }.
publisher-poll-long = Frage und Antworten haben jeweils höchstens { $most } Zeichen.
publisher-place-wrong = Die Koordinaten stimmen nicht: Breite von -90 bis 90, Länge von -180 bis 180 und höchstens { $most } Zeichen Adresse.
