# Liens vers des messages.

link-looking = Recherche du message
link-looking-more = Son pod est interrogé. Cela prend quelques secondes.
link-again = Regarder encore
link-nowhere = Il n’y a rien derrière ce lien
link-nowhere-more = Il a été supprimé, il n’est pas pour toi, ou son pod ne répond pas. Essaie alors plus tard.
