# Das Zertifikat: die Seite, solange es keines gibt, und die Zeile für Admins.

certificate-title = Noch kein Zertifikat
certificate-text = Dieser Pod ist über https zu erreichen und hat dafür noch kein Zertifikat.
certificate-off = Automatische Zertifikate sind abgeschaltet, und es wurde kein eigenes angegeben.
certificate-asking = Die Zertifizierungsstelle wird gerade gefragt. Sieh in einer Minute noch einmal nach.
certificate-next = Nächster Versuch:
certificate-said = Die Stelle sagt:
certificate-meanwhile = Bis dahin hat der Pod ein selbst gemachtes Zertifikat. Dein Browser wird davor warnen; mach nur weiter, wenn er diesen SHA-256-Fingerabdruck zeigt:
certificate-go-on = Über https weitermachen
certificate-fault-unreachable = Die Zertifizierungsstelle antwortet nicht. Ist dieses Gerät mit dem Internet verbunden?
certificate-fault-nonce = Die Zertifizierungsstelle verlangt immer wieder einen neuen Versuch.
certificate-fault-not-proven = Die Zertifizierungsstelle erreicht den Pod von außen nicht. Der Name muss zu deiner Adresse führen, und der Router muss die Ports 80 und 443 an dieses Gerät weitergeben.
certificate-fault-limited = Die Zertifizierungsstelle wurde zu oft gefragt und will eine Weile in Ruhe gelassen werden.
certificate-fault-not-offered = Die Zertifizierungsstelle nimmt keinen der Nachweise an, die dieser Pod an seinen offenen Ports geben kann.
certificate-fault-refused = Die Zertifizierungsstelle lehnt ab.
certificate-fault-deadline = Die Zertifizierungsstelle kam nicht rechtzeitig zu einem Ende.
certificate-fault-unusable = Das erhaltene Zertifikat ist nicht zu gebrauchen.
certificate-fault-broke-off = Der Versuch brach durch einen Fehler im Programm ab.
certificate-admin = Zertifikat
certificate-until = Gültig bis
certificate-none = Es gibt keines, das Browser annehmen.
certificate-trouble = Es kommt kein neues:
certificate-raised = Weniger als ein Viertel seiner Zeit ist übrig.
certificate-high = Es ist höchste Zeit: Menschen und andere Pods kommen bald nicht mehr herein.
