# Streams und Tags.

stream-main = Stream
stream-activity = Meine Aktivität
stream-liked = Gefällt mir
stream-commented = Kommentiert
stream-mentions = Erwähnungen
stream-tags = Tags, denen ich folge
stream-public = Öffentliche Beiträge
stream-local = Beiträge von hier
stream-aspects = Meine Aspekte
stream-older = Ältere Beiträge
stream-new-some = Neue Beiträge zeigen
stream-end-title = Das war alles
stream-end = Ältere Beiträge gibt es nicht.
stream-find-people = Leute finden
stream-choose-people = Leute auswählen
stream-which-aspects = Aspekte in diesem Stream
stream-show-aspects = Diese zeigen
stream-all-aspects = Alle
stream-no-aspects = Keine

stream-none-main-title = Dein Stream wartet
stream-none-main = Finde Leute, die du kennst, über Namen oder Adresse, teile mit ihnen, und ihre Beiträge kommen hierher.
stream-none-activity-title = Noch nichts von dir
stream-none-activity = Hier sammeln sich Beiträge, die du schreibst, magst oder kommentierst.
stream-none-liked-title = Noch nichts gemocht
stream-none-liked = Jeder Beitrag, der dir gefällt, bleibt hier, damit du ihn wiederfindest.
stream-none-commented-title = Noch nichts kommentiert
stream-none-commented = Jeder Beitrag, den du kommentierst, bleibt hier, damit du das Gespräch wiederfindest.
stream-none-mentions-title = Noch hat dich niemand gerufen
stream-none-mentions = Schreibt jemand deinen Namen mit einem @, kommt der Beitrag hierher.
stream-none-public-title = Öffentlich ist es still
stream-none-public = Hierher kommen öffentliche Beiträge von allen, die dieser Pod kennt.
stream-none-local-title = Zu Hause ist es still
stream-none-local = Hierher kommen öffentliche Beiträge der Leute dieses Pods. Deiner kann der erste sein.
stream-none-tags-title = Noch keine Beiträge mit deinen Tags
stream-none-tags = Folge einem Tag wie #brot, und was damit geschrieben wird, kommt hierher.
stream-none-aspects-title = Hier ist es still
stream-none-aspects = Nimm Leute in diesen Aspekt auf, und ihre Beiträge kommen hierher.

stream-welcome-title = Erste Schritte
stream-welcome = Willkommen, { $name }
stream-welcome-close = Erste Schritte schließen
stream-welcome-1 = Sag Hallo: Dein erster Beitrag ist schon geschrieben, ändere ihn, wie du magst.
stream-welcome-2 = Über dem Knopf wählst du, wer einen Beitrag sieht: alle oder nur einige deiner Aspekte.
stream-welcome-3 = Beiträge von Leuten, mit denen du teilst, und mit Tags, denen du folgst, kommen in diesen Stream.
stream-welcome-profile = Profil vervollständigen
stream-first-post = Hallo zusammen, ich bin #neuhier.
stream-first-post-tags = Mich interessieren { $tags }.
stream-first-post-thanks = Danke für die Einladung, { $person }!

tags-empty = Ein Tag braucht mindestens einen Buchstaben oder eine Ziffer.
tags-many = Du folgst so vielen Tags, wie der Pod im Blick behalten kann. Gib zuerst einen anderen auf.
tags-none-title = Noch nichts mit diesem Tag
tags-none = Mach den Anfang: Schreib #Tags in deine Beiträge, und sie sammeln sich hier.
tags-follow = Folgen
tags-followed = Du folgst
tags-follow-done = Du folgst jetzt #{ $tag }.
tags-unfollow = Nicht mehr folgen
tags-unfollow-which = #{ $tag } nicht mehr folgen
tags-unfollow-sure = Beiträge mit #{ $tag } verlassen deinen Stream. Willst du das?
tags-unfollow-done = Du folgst #{ $tag } nicht mehr.
tags-mine = Tags, denen du folgst
tags-add = Einem Tag folgen
tags-add-hint = #brot
tags-people = { $count ->
    [one] Eine Person mit diesem Tag
   *[other] { $count } Leute mit diesem Tag
}
tags-more-people = Mehr Leute

shortcut-title = Tastenkürzel
shortcut-next = Nächster Beitrag
shortcut-previous = Voriger Beitrag
shortcut-comment = Den Beitrag kommentieren
shortcut-like = „Gefällt mir“ setzen oder zurücknehmen
shortcut-reshare = Den Beitrag weitersagen
shortcut-more = Den ganzen Beitrag zeigen
shortcut-open = Den ersten Link im Beitrag öffnen
shortcut-help = Diese Seite
shortcut-send = Abschicken, was du schreibst
shortcut-on = Einzelne Tasten wirken auf Beiträge
shortcut-on-hint = Nie, während du schreibst. Schalte sie aus, wenn sie einem anderen Hilfsmittel im Weg sind.
shortcut-save = Speichern
shortcut-saved = Gespeichert.
