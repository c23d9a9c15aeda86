# Was der Pod per Mail schreibt.

mail-greeting = Hallo { $name },
mail-foot = Diese Mail kommt von { $pod }, { $address }.
mail-look = Ansehen
mail-unsubscribe = Keine Mails dieser Art mehr

mail-reset-subject = Ein neues Passwort
mail-reset-text = Jemand, vermutlich du, möchte für das Konto { $name } ein neues Passwort setzen. Mit dem Link unten geht das, einmal und innerhalb von zwei Tagen. Warst du es nicht, ist nichts zu tun: Das Passwort bleibt, wie es ist.
mail-reset-link = Neues Passwort setzen

mail-confirm-subject = Ist das deine Adresse?
mail-confirm-text = Jemand, vermutlich du, möchte { $email } auf { $pod } verwenden. Öffne den Link, dann gilt die Adresse. Warst du es nicht, ist nichts zu tun.
mail-confirm-link = Diese Adresse verwenden

mail-invitation-subject = { $name } lädt dich zu { $pod } ein
mail-invitation-text = { $name } ({ $address }) lädt dich zu { $pod } ein, einem kleinen Ort für dich im Netzwerk von diaspora*. Mit dem Link unten kannst du dort ein Konto anlegen.
mail-invitation-link = Einladung annehmen
mail-invitation-small = { $name } hat uns deine Adresse nur für diese eine Mail gegeben; { $pod } hat sie nicht behalten.

mail-export-subject = Dein Archiv ist fertig
mail-export-text = Das Archiv deines Kontos { $name } ist fertig. Du kannst es 14 Tage lang herunterladen. Bewahr es sicher auf: Es enthält deinen privaten Schlüssel.
mail-export-link = Zum Herunterladen
mail-export-photos-subject = Deine Bilder sind fertig
mail-export-photos-text = Das Archiv mit den Bildern deines Kontos { $name } ist fertig. Du kannst es 14 Tage lang herunterladen.
mail-export-failed-subject = Dein Archiv ließ sich nicht erstellen
mail-export-failed-text = Beim Erstellen des Archivs deines Kontos { $name } ging etwas schief. Bitte versuch es noch einmal; klappt es wieder nicht, frag die Leute, die den Pod betreiben.

mail-imported-subject = Dein Archiv ist da
mail-imported-text = Das Archiv, das du mitgebracht hast, gehört jetzt zu deinem Konto { $name }. Ein Bericht sagt, was mitgekommen ist und was nicht.
mail-import-failed-subject = Dein Archiv wurde nicht übernommen
mail-import-failed-text = Das Archiv, das du mitgebracht hast, konnte nicht in dein Konto { $name } übernommen werden. Der Bericht sagt, warum.
mail-import-link = Zum Bericht

mail-inactive-subject = Dein Konto wird geschlossen
mail-inactive-text = Dein Konto { $name } wurde lange nicht benutzt. Es wird am { $date } geschlossen. Melde dich vorher einmal an, dann bleibt es.
mail-inactive-link = Anmelden

mail-forged-subject = Eine Anfrage, die nicht von dir kam
mail-forged-text = Etwas wollte im Namen deines Kontos { $name } handeln, ohne von einer Seite dieses Pods zu kommen. Es wurde nichts getan, und der Browser wurde sicherheitshalber abgemeldet. Bitte melde dich wieder an. Geschieht das öfter, sag den Leuten Bescheid, die den Pod betreiben.

mail-approved-subject = Willkommen
mail-approved-text = Dein Konto { $name } ist freigegeben. Du kannst dich jetzt anmelden.
mail-approved-link = Anmelden

mail-asked-subject = { $name } möchte dazukommen
mail-asked-text = { $name } hat um ein Konto auf diesem Pod gebeten und wartet auf Antwort.
mail-asked-link = Entscheiden

mail-circular-empty = Eine Mail braucht Betreff und Worte.

mail-post-subject = Re: { $title }
mail-limited-post-subject = Re: ein begrenzter Beitrag

mail-started-sharing-subject = { $name } teilt jetzt mit dir
mail-started-sharing-line = { $name } ({ $address }) hat angefangen, mit dir zu teilen.
mail-contacts-birthday-subject = { $name } hat heute Geburtstag
mail-contacts-birthday-line = { $name } hat Geburtstag. Ein paar freundliche Worte sind vielleicht willkommen.
mail-comment-on-post-line = { $name } hat deinen Beitrag kommentiert:
mail-also-commented-line = { $name } hat einen Beitrag kommentiert, bei dem du mitredest:
mail-mentioned-line = { $name } hat dich in einem Beitrag erwähnt:
mail-mentioned-in-comment-line = { $name } hat dich in einem Kommentar erwähnt:
mail-liked-line = { $name } gefällt dein Beitrag.
mail-liked-comment-line = { $name } gefällt dein Kommentar:
mail-reshared-line = { $name } hat deinen Beitrag weitergesagt.
mail-private-message-subject = Eine neue private Nachricht
mail-private-message-line = { $name } hat dir eine private Nachricht geschrieben. Zu deinem Schutz steht sie nicht in dieser Mail.
mail-someone-reported-subject = Etwas wurde gemeldet
mail-someone-reported-line = Jemand hat einen Beitrag oder Kommentar gemeldet. Die Meldung wartet auf eine Entscheidung.
