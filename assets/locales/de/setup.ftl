# Der erste Besuch.

setup-title = Einrichtung
setup-welcome = Willkommen auf deinem Pod
setup-two-things = Zwei Dinge, dann gehört er dir.
setup-pod = Der Pod
setup-pod-name = Name des Pods
setup-pod-name-hint = So steht er oben auf jeder Seite. Du kannst ihn später ändern.
setup-pod-name-missing = Gib dem Pod einen Namen.
setup-new-pod = Ein neuer Pod
setup-account = Dein Konto
setup-account-words = Es verwaltet den Pod.
setup-start = Pod starten
setup-address = Adresse:
setup-address-network = Sie ist Teil der Adresse jedes Kontos und bleibt für immer: Andere Pods kennen deine Leute daran. Für eine andere Adresse brich hier ab und starte den Pod mit ihr.
setup-address-home = Der Pod arbeitet nur in deinem Heimnetz und spricht nicht mit anderen Pods. Soll er ins Netzwerk, brich hier ab und starte ihn mit einer eigenen öffentlichen Adresse.
setup-waiting = Dieser Pod wartet auf seine Besitzerin oder seinen Besitzer
setup-waiting-link = Die Einrichtung öffnet sich mit dem Link, den das Programm beim Start ausgegeben hat.
setup-waiting-before = Links gelten einmal und einen Tag lang. Der Befehl
setup-waiting-after = zeigt den aktuellen.
