# Umzüge von Konten.

migration-key = Der Schlüssel im Archiv gehört nicht zu dem Konto, das es beschreibt.
migration-to-itself = Ein Konto kann nicht zu sich selbst umziehen.
migration-done = Dieses Konto ist schon umgezogen; ein Konto zieht nur einmal um.
migration-circle = Das Konto im Archiv ist das, zu dem dieses hier umgezogen ist.
