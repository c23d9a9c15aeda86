# Was um jede Seite herum steht.

frame-skip = Zum Inhalt springen
frame-described = { $title } auf { $pod }, einem Pod von diaspora*.
frame-sign-up = Konto anlegen
frame-sign-in = Anmelden
frame-sign-out = Abmelden
frame-search-label = Leute und Tags suchen
frame-search-hint = Leute, #Tags, name@pod suchen
frame-search = Suchen
frame-you = Du
frame-your-menu = Dein Menü
frame-profile = Profil
frame-contacts = Kontakte und Aspekte
frame-invite = Hol deine Leute dazu
frame-settings = Einstellungen
frame-streams = Streams
frame-stream = Stream
frame-activity = Meine Aktivität
frame-mentions = Erwähnungen
frame-public = Öffentlich
frame-notifications = Benachrichtigungen
frame-unread = { $count ->
    [one] ungelesene
   *[other] ungelesene
}
frame-aspects = Aspekte
frame-first-aspect = Lege deinen ersten Aspekt an
frame-more = Mehr
frame-invite-words = Jemand fehlt noch? Schick einen Link oder zeig den Code.
frame-invite-button = Einladung erstellen
frame-happening = Was passiert
frame-main = Hauptnavigation
frame-new-for = Neuer Beitrag für
frame-minutes = # Min.
frame-hours = # Std.
frame-offline = Das hat den Pod nicht erreicht. Bitte versuch es noch einmal.
frame-room-low = Die Festplatte wird voll: Bilder anderer Pods werden nicht mehr aufgehoben. Schaff Platz oder gib dem Pod eine größere Platte.
frame-room-critical = Die Festplatte ist fast voll: Bilder lassen sich nicht hochladen, und andere Pods sollen später senden. Schaff bald Platz.
frame-backup-late = Seit drei Tagen gibt es keine Sicherung. Warum, steht im Log des Pods; seedpod doctor sagt mehr.
frame-clock = Die Uhr dieses Rechners kann nicht stimmen. Solange sie falsch geht, wird nichts an andere Pods gesendet, entfernt oder erneuert.
frame-about = { $pod } · ein Pod von diaspora* mit seedpod
frame-public-posts = Öffentliche Beiträge
frame-source = Quelltext
