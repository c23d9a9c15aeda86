# Anmelden, Konto anlegen, Passwörter, das Konto und seine Einstellungen.

account-sign-in = Anmelden
account-sign-in-to = Bei { $pod } anmelden
account-name-or-email = Name oder E-Mail
account-password = Passwort
account-sign-in-wrong = Name oder Passwort stimmt nicht. Bei Passwörtern zählt Groß- und Kleinschreibung.
account-sign-in-again = Das hat zu lange gedauert. Bitte melde dich noch einmal an.
account-signed-out-to-be-safe = Das kam nicht von einer Seite dieses Pods. Es wurde nichts getan, und du wurdest sicherheitshalber abgemeldet. Bitte melde dich wieder an.
account-forgot = Passwort vergessen
account-new-here = Neu hier?
account-make-one = Konto anlegen
account-already-here = Schon hier?

account-code-title = Noch ein Schritt
account-code-ask = Tipp den Code ein, den dein Gerät jetzt zeigt, oder einen deiner Wiederherstellungscodes.
account-code = Code
account-code-go = Weiter
account-code-wrong = Dieser Code stimmt nicht oder wurde schon benutzt. Warte auf den nächsten und versuch es noch einmal.

account-reset-title = Ein neues Passwort
account-reset-ask = Nenn uns die E-Mail-Adresse deines Kontos. Wir schicken dorthin einen Link, mit dem du ein neues Passwort setzen kannst.
account-reset-send = Link schicken
account-reset-sent = Wenn ein Konto diese Adresse hat, ist ein Link dorthin unterwegs. Er gilt zwei Tage.
account-reset-for = Für das Konto { $name }.
account-reset-set = Passwort setzen
account-reset-done = Das neue Passwort ist gesetzt. Du kannst dich jetzt damit anmelden.
account-link-used = Dieser Link funktioniert nicht mehr: Er wurde benutzt oder ist zu alt. Lass dir einen neuen schicken.
account-no-mail = Dieser Pod verschickt keine Mails. Bitte die Leute, die ihn betreiben, um Hilfe.
account-password-new = Neues Passwort
account-password-again = Passwort noch einmal
account-password-hint = Mindestens zehn Zeichen. Ein paar einfache Wörter hintereinander sind gut.

account-name-empty = Wähle einen Namen für die Adresse.
account-name-form = Ein Name hat höchstens 32 Zeichen: Buchstaben a bis z, Ziffern, Punkt, Binde- und Unterstrich.
account-name-reserved = Dieser Name ist vergeben. Bitte wähle einen anderen.
account-name-taken = Diesen Namen gibt es schon. Bitte wähle einen anderen.
account-name-no-address = Aus diesem Namen wird keine gültige Adresse.
account-password-short = Ein Passwort hat mindestens { $least } Zeichen; dieses hat { $count }.
account-password-long = Ein Passwort hat höchstens { $most } Zeichen; dieses hat { $count }.
account-password-differs = Die beiden Passwörter sind verschieden.
account-password-common = Dieses Passwort gehört zu denen, die zuerst probiert werden. Nimm ein paar Wörter, die niemand errät.
account-password-strength = Wie schwer zu erraten
account-email-form = Das ist keine E-Mail-Adresse.
account-email-taken = Ein anderes Konto benutzt diese Adresse.

account-sign-up = Konto anlegen
account-invites-you = { $name } lädt dich ein
account-invites-to = nach { $pod }, einem kleinen Ort für dich im Netzwerk von diaspora*.
account-welcome-to = Willkommen bei { $pod }
account-make-mine = Mein Konto anlegen
account-name = Name
account-name-hint = Teil deiner Adresse im Netzwerk; er lässt sich nie ändern. Buchstaben, Ziffern, . _ -
account-email = E-Mail
account-email-hint = Kann leer bleiben. Nur du und der Pod sehen sie.
account-by-invitation = Mit Einladung
account-by-invitation-how = { $pod } wächst durch Einladungen. Wenn du hier jemanden kennst, bitte um einen Link.
account-by-invitation-used = Ein Link, der nicht mehr funktioniert, ist aufgebraucht. Wer ihn dir gegeben hat, kann einen neuen machen.
account-have-one = Ich habe ein Konto
account-invitation-needed = Für diesen Pod brauchst du eine Einladung von jemandem, der schon hier ist.
account-invitation-yours = Diese Einladung kommt von { $name }. Du hast hier schon ein Konto.
account-invitation-gone = Diese Einladung funktioniert nicht mehr.
account-closed-to-new = Dieser Pod nimmt keine neuen Konten auf.
account-ask-in = Um ein Konto bitten
account-ask-words = Wer bist du?
account-ask-words-hint = Ein, zwei Sätze für die Leute, die { $pod } betreiben. Sie entscheiden, wer hereinkommt.
account-asked-title = Angefragt
account-asked = Danke. Die Leute, die { $pod } betreiben, sehen sich das bald an. Melde dich mit Name und Passwort an, um zu sehen, ob du dabei bist.
account-asked-waiting = Dein Konto wartet noch auf ein Wort der Leute, die diesen Pod betreiben. Bitte versuch es später.
account-terms-agree = Mit einem Konto stimmst du zu:
account-terms = Bedingungen dieses Pods

account-aspect-family = Familie
account-aspect-friends = Freunde
account-aspect-work = Arbeit
account-aspect-acquaintances = Bekannte

account-settings = Einstellungen
account-tab-profile = Profil
account-tab-account = Konto
account-tab-invitation = Einladung
account-tab-ignored = Ignorierte Leute
account-tab-archive = Archiv

account-looks = Sprache und Farben
account-language = Sprache
account-colours = Farben
account-colours-auto = Wie mein Gerät
account-colours-light = Hell
account-colours-dark = Dunkel
account-save = Speichern
account-saved = Gespeichert.

account-audience = Wer einen neuen Beitrag sieht, wenn du nichts anderes wählst
account-audience-public = Öffentlich
account-audience-all = Alle Aspekte
account-audience-some = Einige Aspekte
account-aspects = Aspekte

account-habits = Gewohnheiten
account-share-back = Wenn jemand anfängt, mit mir zu teilen
account-share-back-no = Nichts tun
account-share-back-into = Zurückteilen, in { $aspect }
account-spotlight = Beiträge von Leuten, die der Pod empfiehlt, in meinem Stream zeigen
account-getting-started = Noch einmal herumführen

account-address = Deine Adresse
account-address-hint = Leute auf jedem Pod finden dich damit. Sie bleibt.
account-email-set-hint = Nur du und der Pod sehen sie. Du kannst dich damit anmelden.
account-email-pending = { $email } wartet auf Antwort: Öffne den Link in der Mail, die wir dorthin geschickt haben. Bis dahin bleibt die alte Adresse.
account-email-save = E-Mail speichern
account-email-saved = Die E-Mail-Adresse ist gespeichert.
account-email-mailed = An die neue Adresse ist eine Mail unterwegs. Öffne den Link darin, dann gilt sie.
account-confirm-title = Eine neue Adresse
account-confirm-ask = Soll { $email } die E-Mail-Adresse deines Kontos sein?
account-confirm-yes = Diese Adresse verwenden
account-confirm-wrong = Dieser Link passt nicht zu deinem Konto oder funktioniert nicht mehr. Es wurde nichts geändert.
account-confirm-done = Die neue Adresse gilt.

account-mails = Mails an mich
account-mails-hint = Schreib mir, wenn
account-mails-none = Dieser Pod verschickt keine Mails.
account-mails-no-address = Trag oben eine E-Mail-Adresse ein, dann kann der Pod dir schreiben.
account-mail-started-sharing = jemand anfängt, mit mir zu teilen
account-mail-private-message = ich eine private Nachricht bekomme
account-mail-mentioned = ich in einem Beitrag erwähnt werde
account-mail-mentioned-in-comment = ich in einem Kommentar erwähnt werde
account-mail-comment-on-post = jemand meinen Beitrag kommentiert
account-mail-also-commented = jemand einen Beitrag kommentiert, bei dem ich mitrede
account-mail-liked = jemandem mein Beitrag gefällt
account-mail-liked-comment = jemandem mein Kommentar gefällt
account-mail-reshared = jemand meinen Beitrag weitersagt
account-mail-contacts-birthday = ein Kontakt Geburtstag hat
account-mail-someone-reported = jemand etwas meldet
account-unsubscribe-title = Weniger Mails
account-unsubscribe-ask = { $name } bekommt eine Mail, wenn:
account-unsubscribe-yes = Keine solchen Mails mehr
account-unsubscribe-done = Erledigt. Mails dieser Art bekommst du nicht mehr. In deinen Einstellungen kannst du sie wieder einschalten.
account-unsubscribe-wrong = Dieser Link funktioniert nicht. Sieh in den Einstellungen deines Kontos nach.

account-password-present = Jetziges Passwort
account-password-change = Passwort ändern
account-password-everywhere = Du wirst überall abgemeldet, auch hier, und meldest dich mit dem neuen an.
account-password-wrong = Das ist nicht dein jetziges Passwort.
account-password-changed = Das Passwort ist geändert. Bitte melde dich mit dem neuen an.

account-two-factor = Zweiter Schritt beim Anmelden
account-two-factor-off = Neben dem Passwort kann beim Anmelden ein Code verlangt werden, den nur dein Gerät kennt.
account-two-factor-on = Beim Anmelden wird ein Code von deinem Gerät verlangt.
account-two-factor-open = Einrichten
account-two-factor-manage = Verwalten
account-two-factor-is-on = Er ist schon eingeschaltet.
account-two-factor-begin = Einschalten
account-two-factor-scan = Richte eine Authenticator-App auf diesen Code oder tipp das Geheimnis ein.
account-two-factor-picture = Das Geheimnis als Code
account-two-factor-secret = Geheimnis
account-two-factor-type = Tipp dann den Code ein, den sie zeigt, und der zweite Schritt ist an.
account-two-factor-activate = Einschalten
account-two-factor-cancel = Ausgeschaltet lassen
account-two-factor-done = Der zweite Schritt ist an.
account-two-factor-stopped = Der zweite Schritt ist aus.
account-two-factor-stop = Ausschalten
account-two-factor-stop-hint = Dann wird nur noch dein Passwort verlangt.
account-two-factor-renew = Neue Wiederherstellungscodes machen
account-two-factor-left = { $count ->
    [one] Ein Wiederherstellungscode ist übrig.
   *[other] { $count } Wiederherstellungscodes sind übrig.
}
account-recovery = Wiederherstellungscodes
account-recovery-hint = Jeder davon lässt dich einmal hinein, wenn dein Gerät verloren ist. Sie werden nur jetzt gezeigt: Schreib sie auf und bewahr sie sicher auf.
account-recovery-renew-hint = Die alten gelten dann nicht mehr.

account-sessions = Wo du angemeldet bist
account-session-this = Dieser Browser
account-session-used = Zuletzt benutzt
account-session-since = seit
account-session-end = Abmelden
account-session-ended = Dieser Browser ist abgemeldet.

account-close = Mein Konto schließen
account-close-what = Deine Beiträge, Bilder, Kontakte und dein Profil werden hier und auf anderen Pods gelöscht. Kommentare unter Beiträgen anderer bleiben unter deiner Adresse stehen. Der Name { $name } wird nie wieder vergeben. Es gibt keinen Weg zurück.
account-close-password = Dein Passwort
account-close-yes = Mein Konto endgültig schließen
account-close-empty = Gib dein Passwort ein, um das Konto zu schließen.
account-close-wrong = Das ist nicht dein Passwort. Es wurde nichts geschlossen.
account-close-done = Dein Konto ist geschlossen. Bis alles weggeräumt ist, kann es etwas dauern.

account-invite-title = Hol deine Leute dazu
account-invite-none = Mach einen Link, den du jemandem schicken oder als Code zeigen kannst. Wer ihn hat, kann hier ein Konto anlegen.
account-invite-make = Einladung erstellen
account-invite-left = { $count ->
    [0] Wer diesen Link hat, könnte hier ein Konto anlegen, aber er ist aufgebraucht.
    [one] Wer diesen Link hat, kann hier ein Konto anlegen. Er reicht noch für eins.
   *[other] Wer diesen Link hat, kann hier ein Konto anlegen. Er reicht noch für { $count }.
}
account-invite-open = Wer diesen Link hat, kann hier ein Konto anlegen, und ihr seid gleich miteinander bekannt.
account-invite-link = Dein Link
account-invite-copy = Kopieren
account-invite-copied = Kopiert
account-invite-code = Oder lass ein Telefon hierauf richten
account-invite-picture = Der Link als Code
account-invite-end = Diesen Link beenden
account-invite-end-hint = Er gilt dann für niemanden mehr. Danach kannst du einen neuen machen.
account-invite-end-yes = Link beenden
account-invite-ended = Der Link gilt nicht mehr.
account-invite-mail = Per Mail schicken
account-invite-addresses = E-Mail-Adressen
account-invite-addresses-hint = Mehrere mit Kommas dazwischen.
account-invite-send = Senden
account-invite-no-addresses = Tipp mindestens eine E-Mail-Adresse ein.
account-invite-many = Höchstens { $most } Adressen auf einmal.
account-invite-used-up = Dein Link ist aufgebraucht.
account-invite-sent = { $count ->
    [one] Eine Mail ist unterwegs.
   *[other] { $count } Mails sind unterwegs.
}
account-invite-invalid = Das sind keine E-Mail-Adressen: { $list }.

account-ignored-none = Du ignorierst niemanden
account-ignored-none-hint = Leute, die du ignorierst, stehen hier, und du kannst sie wieder hereinlassen.
account-ignored-end = Nicht mehr ignorieren

account-profile-basic = Was alle sehen
account-profile-extended = Mehr über dich
account-profile-public = Alle dürfen diesen Teil sehen
account-profile-public-hint = Sonst nur Leute, mit denen du teilst.
account-profile-found = Gefunden werden
account-profile-searchable = Man darf mich über den Namen finden
account-profile-searchable-hint = Sonst nur deine Kontakte oder über deine Adresse.
account-profile-nsfw = Was ich schreibe, ist nicht für alle Augen
account-profile-nsfw-hint = Deine Beiträge sind verdeckt, bis jemand sie öffnet.
account-profile-save = Profil speichern
account-profile-saved = Dein Profil ist gespeichert.
account-profile-picture = Dein Bild
account-profile-no-picture = Bild wegnehmen
account-profile-first = Vorname
account-profile-last = Nachname
account-profile-tags = Beschreib dich in fünf Wörtern
account-profile-tags-hint = Bis zu fünf Tags wie #brot #chor.
account-profile-about = Über dich
account-profile-about-hint = Markdown funktioniert hier.
account-profile-location = Wo du lebst
account-profile-gender = Geschlecht
account-profile-birthday = Geburtstag
account-profile-day = Tag
account-profile-month = Monat
account-profile-year = Jahr
account-profile-year-hint = Jahr, wenn du magst
account-birthday-half = Wähle Tag und Monat oder keins von beiden.
account-birthday-year = Schreib das Jahr mit vier Ziffern oder lass es leer.
