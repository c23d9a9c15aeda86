# Ce qui entoure chaque page.

frame-skip = Aller au contenu
frame-described = { $title } sur { $pod }, un pod de diaspora*.
frame-sign-up = Créer un compte
frame-sign-in = Se connecter
frame-sign-out = Se déconnecter
frame-search-label = Chercher des gens et des tags
frame-search-hint = Chercher des gens, #tags, nom@pod
frame-search = Chercher
frame-you = Toi
frame-your-menu = Ton menu
frame-profile = Profil
frame-contacts = Contacts et aspects
frame-invite = Invite tes proches
frame-settings = Réglages
frame-streams = Flux
frame-stream = Flux
frame-activity = Mon activité
frame-mentions = Mentions
frame-public = Public
frame-notifications = Notifications
frame-unread = { $count ->
    [one] non lue
   *[other] non lues
}
frame-aspects = Aspects
frame-first-aspect = Crée ton premier aspect
frame-more = Plus
frame-invite-words = Quelqu’un n’est pas encore là ? Envoie un lien ou montre le code.
frame-invite-button = Créer une invitation
frame-happening = Ce qui se passe
frame-main = Navigation principale
frame-new-for = Nouveau message pour
frame-minutes = # min
frame-hours = # h
frame-offline = Cela n’est pas arrivé au pod. Essaie encore une fois.
frame-room-low = Le disque se remplit : les images des autres pods ne sont plus conservées. Fais de la place ou donne au pod un disque plus grand.
frame-room-critical = Le disque est presque plein : impossible d’envoyer des images, et les autres pods sont priés d’attendre. Fais vite de la place.
frame-backup-late = Aucune sauvegarde depuis trois jours. Le journal du pod dit pourquoi ; seedpod doctor en dit plus.
frame-clock = L’horloge de cette machine ne peut pas être juste. D’ici là, rien n’est envoyé aux autres pods, supprimé ni renouvelé.
frame-about = { $pod } · un pod de diaspora* sur seedpod
frame-public-posts = Messages publics
frame-source = Code source
