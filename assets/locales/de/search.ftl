# Leute und Tags finden.

search-title = Leute finden
search-label = Name, Adresse oder #Tag
search-placeholder = Name, name@pod.example oder #Tag
search-go = Suchen
search-found = Gefundene Leute
search-more = Mehr Leute
search-no-answer-title = Unter dieser Adresse hat niemand geantwortet
search-no-answer = Prüf die Schreibweise. Vielleicht ist der Pod auch eine Weile weg; dann versuch es später noch einmal.
search-nobody-title = Niemand gefunden
search-nobody = Leute auf anderen Pods findest du mit ihrer ganzen Adresse, die wie name@pod.example aussieht.
search-looking = Suche nach { $address }
search-looking-hint = Der andere Pod ist gefragt. Das dauert ein paar Sekunden.
search-again = Noch einmal nachsehen
search-tag = Beiträge mit dem Tag #{ $tag }
