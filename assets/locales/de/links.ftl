# Links zu Beiträgen.

link-looking = Der Beitrag wird gesucht
link-looking-more = Sein Pod ist gefragt. Das dauert ein paar Sekunden.
link-again = Noch einmal nachsehen
link-nowhere = Hinter diesem Link ist nichts
link-nowhere-more = Es wurde gelöscht, ist nicht für dich, oder sein Pod antwortet nicht. Dann versuch es später wieder.
