# Le cadre de l’aide.

help-title = Aide
help-lead = Comment tout marche ici, en mots simples.
help-people = Pour tout le monde
help-admins = Pour les gens qui font tourner un pod
help-more = Autres pages
help-settings = Tous les réglages
help-settings-lead = Une valeur vient du premier de ces endroits qui l’a :
help-from-flag = une option de la ligne de commande
help-from-environment = une variable d’environnement
help-from-secret = un fichier nommé par la même variable suivie de _FILE, ou un credential de systemd de ce nom
help-from-file = le fichier de configuration seedpod.toml
help-from-browser = les réglages dans le navigateur
help-from-default = la valeur par défaut
help-accepts = Accepte
help-default = Par défaut
help-variable = Environnement
help-applies = Prend effet
help-at-once = aussitôt
help-at-start = au prochain démarrage
help-browser = Dans le navigateur
