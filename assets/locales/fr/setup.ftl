# La première visite.

setup-title = Installation
setup-welcome = Bienvenue sur ton pod
setup-two-things = Deux choses, et il est à toi.
setup-pod = Le pod
setup-pod-name = Nom du pod
setup-pod-name-hint = Tel qu’on le verra en haut de chaque page. Tu pourras le changer plus tard.
setup-pod-name-missing = Donne un nom au pod.
setup-new-pod = Un nouveau pod
setup-account = Ton compte
setup-account-words = C’est lui qui administre le pod.
setup-start = Démarrer le pod
setup-address = Adresse :
setup-address-network = Elle fait partie de l’adresse de chaque compte et reste pour toujours : c’est par elle que les autres pods connaissent tes proches. Pour en utiliser une autre, arrête-toi ici et démarre le pod avec elle.
setup-address-home = Le pod ne fonctionne que dans ton réseau domestique et ne parle pas aux autres pods. Pour rejoindre le réseau, arrête-toi ici et démarre-le avec une adresse publique à lui.
setup-waiting = Ce pod attend la personne à qui il appartient
setup-waiting-link = L’installation s’ouvre avec le lien que le programme a affiché au démarrage.
setup-waiting-before = Les liens servent une fois et pendant un jour. La commande
setup-waiting-after = affiche l’actuel.
