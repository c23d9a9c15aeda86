# Benachrichtigungen.

notification-title = Benachrichtigungen
notification-unread = ungelesen
notification-older = Ältere
notification-all = Alle Benachrichtigungen
notification-none = Nichts Neues.
notification-read = Als gelesen markieren
notification-keep = Als ungelesen markieren
notification-read-all = Alle als gelesen markieren
notification-read-shown = Diese als gelesen markieren
notification-filter = Welche Benachrichtigungen
notification-show-all = Alle
notification-show-unread = Ungelesene
notification-kinds = Nach Art
notification-kinds-all = Jede Art
notification-quiet-title = Alles ruhig
notification-quiet = Wenn jemand mit dir teilt, kommentiert oder etwas mag, erfährst du es hier.
notification-none-here-title = Nichts von dieser Art
notification-none-here = Wähle einen anderen Filter, um den Rest zu sehen.
notification-arrived-some = Ungelesene Benachrichtigungen: #
notification-allow = Auf diesem Gerät Bescheid geben

notification-kind-started-sharing = Neu mit dir geteilt
notification-kind-comment-on-post = Kommentare zu deinen Beiträgen
notification-kind-also-commented = Kommentare nach deinen
notification-kind-mentioned = Erwähnungen in Beiträgen
notification-kind-mentioned-in-comment = Erwähnungen in Kommentaren
notification-kind-liked = „Gefällt mir“ für Beiträge
notification-kind-liked-comment = „Gefällt mir“ für Kommentare
notification-kind-reshared = Weitergesagtes
notification-kind-contacts-birthday = Geburtstage

notification-two-people = { $one } und { $two }
notification-three-people = { $one }, { $two } und { $three }
notification-many-people = { $one }, { $two }, { $three } und { $others ->
    [one] eine weitere Person
   *[other] { $others } weitere
}
notification-title-of = „{ $title }“

notification-told-started-sharing = Neu mit dir geteilt: { $people }.
notification-told-comment-on-post = Kommentiert zu deinem Beitrag { $post }: { $people }.
notification-told-comment-on-post-of = Kommentiert zum Beitrag { $post } von { $author }: { $people }.
notification-told-also-commented = Auch kommentiert zu { $post }: { $people }.
notification-told-also-commented-of = Auch kommentiert zu { $post } von { $author }: { $people }.
notification-told-mentioned = In { $post } erwähnt dich { $people }.
notification-told-mentioned-of = In { $post } erwähnt dich { $people }.
notification-told-mentioned-in-comment = In einem Kommentar zu { $post } erwähnt dich { $people }.
notification-told-mentioned-in-comment-of = In einem Kommentar zu { $post } erwähnt dich { $people }.
notification-told-liked = Dein Beitrag { $post } gefällt { $people }.
notification-told-liked-of = Der Beitrag { $post } von { $author } gefällt { $people }.
notification-told-liked-comment = Dein Kommentar zu { $post } gefällt { $people }.
notification-told-liked-comment-of = Dein Kommentar zu { $post } gefällt { $people }.
notification-told-reshared = Dein Beitrag { $post } wurde weitergesagt von { $people }.
notification-told-reshared-of = Der Beitrag { $post } von { $author } wurde weitergesagt von { $people }.
notification-told-contacts-birthday = Geburtstag am { $day }: { $people }.

notification-gone-comment-on-post = Kommentiert zu einem Beitrag, der gelöscht wurde: { $people }.
notification-gone-also-commented = Auch kommentiert zu einem Beitrag, der gelöscht wurde: { $people }.
notification-gone-mentioned = In einem Beitrag, der gelöscht wurde, erwähnte dich { $people }.
notification-gone-mentioned-in-comment = In einem Kommentar, der gelöscht wurde, erwähnte dich { $people }.
notification-gone-liked = Ein Beitrag von dir, der gelöscht wurde, gefiel { $people }.
notification-gone-liked-comment = Ein Kommentar von dir, der gelöscht wurde, gefiel { $people }.
notification-gone-reshared = Ein Beitrag von dir, der gelöscht wurde, wurde weitergesagt von { $people }.
